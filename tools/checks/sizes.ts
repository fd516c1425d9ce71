/**
 * Sizes: a file up to 400 lines, a function up to 70 lines and 4 parameters. What is longer for a reason stands in
 * `tools/checks/exceptions.json` with the reason; an exception that is no longer needed is a finding too.
 */
import { children, nameOf, child, walk, type Node } from './syntax.ts';
import { finding, lineAt, type Check, type Finding, type Project, type SourceFile } from './project.ts';

const FILE_LINES = 400;
const FUNCTION_LINES = 70;
const PARAMETERS = 4;
const EXCEPTIONS = 'tools/checks/exceptions.json';

interface Exception {
  readonly file: string;
  readonly reason: string;
}

export const sizes: Check = {
  name: 'sizes',
  run(project) {
    const list = exceptions(project);
    const byFile = new Map(project.code().map((file) => [file.path, judge(project, file)]));
    const excepted = new Set(list.map((entry) => entry.file));
    const found = [...byFile].flatMap(([path, findings]) => (excepted.has(path) ? [] : findings));
    const stale = list
      .filter((entry) => (byFile.get(entry.file) ?? []).length === 0 || entry.reason.length < 20)
      .map((entry): Finding => ({ file: EXCEPTIONS, line: 1, message: `exception for ${entry.file} is not needed, or has no reason` }));
    return [...found, ...stale];
  },
};

function exceptions(project: Project): readonly Exception[] {
  const text = project.file(EXCEPTIONS)?.text;
  const list: unknown = text === undefined ? [] : JSON.parse(text);
  return Array.isArray(list) ? list.filter(isException) : [];
}

function isException(entry: unknown): entry is Exception {
  return typeof entry === 'object' && entry !== null && 'file' in entry && typeof entry.file === 'string' && 'reason' in entry && typeof entry.reason === 'string';
}

function judge(project: Project, file: SourceFile): readonly Finding[] {
  const found: Finding[] = [];
  const lines = lineAt(file.text, file.text.length);
  if (lines > FILE_LINES) found.push(finding(file, 0, `${lines} lines: cut by responsibility (at most ${FILE_LINES})`));
  walk(project.syntax(file).program, (node, parents) => {
    if (!/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) return;
    const name = nameOf(child(node, 'id')) ?? 'function';
    const length = lineAt(file.text, node.end) - lineAt(file.text, node.start) + 1;
    if (length > FUNCTION_LINES && !isSuite(parents, file.path)) found.push(finding(file, node.start, `${name} has ${length} lines (at most ${FUNCTION_LINES})`));
    const count = children(node, 'params').length;
    if (count > PARAMETERS) found.push(finding(file, node.start, `${name} takes ${count} parameters (at most ${PARAMETERS})`));
  });
  return found;
}

/** `describe(…, () => { … })` and `test(…)` hold a list of steps, not a function to understand at once. */
function isSuite(parents: readonly Node[], path: string): boolean {
  const call = parents.at(-1);
  if (!path.startsWith('tests/') || call?.type !== 'CallExpression') return false;
  const callee = child(call, 'callee');
  const name = nameOf(callee) ?? nameOf(callee && child(callee, 'object'));
  return name === 'describe' || name === 'test' || name === 'it';
}
