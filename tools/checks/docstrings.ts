/**
 * Meaning is explained where it lives: every exported function, class and constant of `domain/` and `wire/` has a
 * docstring. Types and validators (`…Shape`, `…Schema`) speak by their fields; every file needs its head comment.
 */
import { child, children, nameOf, type Comment, type Node } from './syntax.ts';
import { finding, type Check, type Finding, type Project, type SourceFile } from './project.ts';

export const docstrings: Check = {
  name: 'docstrings',
  run: (project) => project.code('domain', 'wire').flatMap((file) => judge(project, file)),
};

function judge(project: Project, file: SourceFile): readonly Finding[] {
  const { program, comments } = project.syntax(file);
  const body = children(program, 'body');
  const found: Finding[] = [];
  const first = body[0];
  if (first && !comments.some((comment) => comment.end <= first.start)) found.push(finding(file, 0, 'no head comment: what is this file for?'));
  for (const [index, node] of body.entries()) {
    const name = valueExported(node);
    if (name !== undefined && !/(Shape|Schema)$/.test(name) && !covered(file.text, body, index, comments)) found.push(finding(file, node.start, `${name} is exported without a docstring`));
  }
  return found;
}

/** Name of an exported function, class or constant; undefined for types and the rest. */
function valueExported(node: Node): string | undefined {
  if (node.type !== 'ExportNamedDeclaration') return undefined;
  const declaration = child(node, 'declaration');
  if (!declaration) return undefined;
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') return nameOf(child(declaration, 'id'));
  if (declaration.type !== 'VariableDeclaration') return undefined;
  const declared = children(declaration, 'declarations')[0];
  return declared && nameOf(child(declared, 'id'));
}

/** Its own docstring, or that of the block of lines it stands in: request and response of one call share one. */
function covered(text: string, body: readonly Node[], index: number, comments: readonly Comment[]): boolean {
  const node = body[index];
  const before = body[index - 1];
  if (!node || documented(before, node, comments)) return node !== undefined;
  const adjacent = before?.type === 'ExportNamedDeclaration' && text.slice(before.end, node.start) === '\n';
  return adjacent && covered(text, body, index - 1, comments);
}

function documented(before: Node | undefined, node: Node, comments: readonly Comment[]): boolean {
  const from = before?.end ?? 0;
  return comments.some((comment) => comment.start >= from && comment.end <= node.start && comment.value.startsWith('*'));
}
