/** Catalogues of codes and their sentences are one to one: `FAULT_CODES` with `fault.json`, problem rules with `problem.json`. */
import { child, children, nameOf, walk } from './syntax.ts';
import type { Check, Finding, Project } from './project.ts';
import { sentences } from './sentences.ts';

interface Catalogue {
  /** Where the codes stand as `export const NAME = ['a', 'b'] as const`, or as the keys of an object. */
  readonly file: string;
  readonly constant: string;
  readonly namespace: string;
  /** Group inside the namespace, when the sentences do not fill it alone. */
  readonly group?: string;
}

const CATALOGUES: readonly Catalogue[] = [
  { file: 'domain/fault.ts', constant: 'FAULT_CODES', namespace: 'fault' },
  { file: 'domain/roster/problem.ts', constant: 'RULES', namespace: 'problem' },
  { file: 'domain/roster/problem.ts', constant: 'UNREADABLE_CODES', namespace: 'problem', group: 'unreadable' },
  { file: 'domain/roster/columns.ts', constant: 'COLUMN_CODES', namespace: 'problem', group: 'column' },
];

export const codes: Check = {
  name: 'codes and sentences',
  run: (project) => CATALOGUES.flatMap((catalogue) => judge(project, catalogue)),
};

function judge(project: Project, catalogue: Catalogue): readonly Finding[] {
  if (!project.has(catalogue.file) && !project.has(`resources/text/zh-CN/${catalogue.namespace}.json`)) return [];
  const listed = codesOf(project, catalogue);
  if (listed.length === 0) return [{ file: catalogue.file, line: 1, message: `${catalogue.constant} is not there` }];
  const space = sentences(project, 'zh-CN').find((entry) => entry.namespace === catalogue.namespace);
  const prefix = catalogue.group === undefined ? '' : `${catalogue.group}.`;
  const named = space?.keys.flatMap(([key]) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])) ?? [];
  // What lies deeper belongs to another group.
  const said = new Set(named.filter((name) => !name.includes('.')));
  const file = space?.path ?? `resources/text/zh-CN/${catalogue.namespace}.json`;
  const twice = listed.filter((code, index) => listed.indexOf(code) !== index);
  return [
    ...listed.filter((code) => !said.has(code)).map((code): Finding => ({ file, line: 1, message: `${code} has no sentence` })),
    ...[...said].filter((code) => !listed.includes(code)).map((code): Finding => ({ file, line: 1, message: `${code} is no code of ${catalogue.constant}` })),
    ...twice.map((code): Finding => ({ file: catalogue.file, line: 1, message: `${code} is listed twice` })),
  ];
}

function codesOf(project: Project, catalogue: Catalogue): readonly string[] {
  const file = project.file(catalogue.file);
  const found: string[] = [];
  if (!file) return found;
  walk(project.syntax(file).program, (node) => {
    if (node.type !== 'VariableDeclarator' || nameOf(child(node, 'id')) !== catalogue.constant) return;
    walk(node, (inner) => {
      if (inner.type === 'ArrayExpression') for (const item of children(inner, 'elements')) found.push(nameOf(item) ?? '');
      if (inner.type === 'ObjectExpression') for (const item of children(inner, 'properties')) found.push(nameOf(child(item, 'key')) ?? '');
    });
    return false;
  });
  return found.filter((code) => code !== '');
}
