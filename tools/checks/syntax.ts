/** Syntax trees by the parser that Vite brings along, because TypeScript 7 has no compiler API. */
import { parseSync } from 'vite';

/** An ESTree or TS-ESTree node; fields are read through the functions below. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export interface Comment {
  readonly type: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export interface Import {
  readonly from: string;
  /** Gone after the types are stripped. */
  readonly typeOnly: boolean;
  /** Started as a worker: a program of its own, which may import what started it. */
  readonly worker?: boolean;
  readonly start: number;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value;
}

/** Parses a .ts or .tsx text; throws with the file's name where it is not TypeScript. */
export function parse(path: string, text: string): { program: Node; comments: readonly Comment[] } {
  const result = parseSync(path, text);
  const first = result.errors[0];
  if (first) throw new Error(`${path}: ${first.message}`);
  if (!isNode(result.program)) throw new Error(`${path}: no program`);
  return { program: result.program, comments: result.comments };
}

/** Visits a node and everything below it, parents first; `visit` may return false to stay out of a node. */
export function walk(node: Node, visit: (node: Node, parents: readonly Node[]) => boolean | void): void {
  const parents: Node[] = [];
  const step = (current: Node): void => {
    if (visit(current, parents) === false) return;
    parents.push(current);
    for (const value of Object.values(current)) {
      if (Array.isArray(value)) {
        for (const item of value) if (isNode(item)) step(item);
      } else if (isNode(value)) step(value);
    }
    parents.pop();
  };
  step(node);
}

/** A field that is a node. */
export function child(node: Node, field: string): Node | undefined {
  const value = node[field];
  return isNode(value) ? value : undefined;
}

/** A field that is a list of nodes. */
export function children(node: Node, field: string): readonly Node[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** Text of an identifier or of a string literal. */
export function nameOf(node: Node | undefined): string | undefined {
  if (!node) return undefined;
  if (node.type === 'Identifier' && typeof node['name'] === 'string') return node['name'];
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  return undefined;
}

/** Texts that the program holds: string literals, template parts and JSX text, each with its place. */
export function texts(program: Node): readonly { readonly text: string; readonly start: number }[] {
  const found: { text: string; start: number }[] = [];
  walk(program, (node) => {
    if (node.type === 'Literal' && typeof node['value'] === 'string') found.push({ text: node['value'], start: node.start });
    else if (node.type === 'Literal' && isRegex(node['regex'])) found.push({ text: node['regex'].pattern, start: node.start });
    else if (node.type === 'TemplateElement') found.push({ text: cooked(node['value']), start: node.start });
    else if (node.type === 'JSXText' && typeof node['value'] === 'string') found.push({ text: node['value'], start: node.start });
  });
  return found;
}

function isRegex(value: unknown): value is { pattern: string } {
  return typeof value === 'object' && value !== null && 'pattern' in value && typeof value.pattern === 'string';
}

function cooked(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  return 'cooked' in value && typeof value.cooked === 'string' ? value.cooked : '';
}

/** Everything a file imports: import and export-from, `import()`, import types, and `new URL('./worker.ts', import.meta.url)`. */
export function imports(program: Node): readonly Import[] {
  const found: Import[] = [];
  const add = (source: Node | undefined, typeOnly: boolean, start: number): void => {
    const from = nameOf(source);
    if (from !== undefined) found.push({ from, typeOnly, start });
  };
  walk(program, (node) => {
    switch (node.type) {
      case 'ImportDeclaration':
        add(child(node, 'source'), node['importKind'] === 'type' || allTypes(node), node.start);
        break;
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        add(child(node, 'source'), node['exportKind'] === 'type', node.start);
        break;
      case 'ImportExpression':
        add(child(node, 'source'), false, node.start);
        break;
      case 'TSImportType':
        add(child(node, 'source') ?? child(node, 'argument'), true, node.start);
        break;
      case 'NewExpression':
        if (nameOf(child(node, 'callee')) === 'URL') found.push(...workerOf(node));
        break;
    }
  });
  return found;
}

function allTypes(declaration: Node): boolean {
  const specifiers = children(declaration, 'specifiers');
  return specifiers.length > 0 && specifiers.every((specifier) => specifier['importKind'] === 'type');
}

function workerOf(node: Node): readonly Import[] {
  const [source, base] = children(node, 'arguments');
  const from = nameOf(source);
  const named = base?.type === 'MemberExpression' && from !== undefined && /^\.{1,2}\/.*\.tsx?$/.test(from);
  return named ? [{ from, typeOnly: false, worker: true, start: node.start }] : [];
}
