/** Nothing that hides: no skipped or lone tests, no empty catch without a reason, no `any`, no compiler suppressions, no notes-to-self. */
import { child, children, nameOf, walk, type Node } from './syntax.ts';
import { finding, type Check, type Finding, type Project, type SourceFile } from './project.ts';

const RUNNERS = new Set(['it', 'test', 'describe', 'suite']);
const PUT_OFF = new Set(['skip', 'only', 'todo', 'fixme', 'skipIf', 'runIf']);
/** A catch that does nothing says why in at least so many words. */
const REASON_WORDS = 4;
/** Split so that this file does not find itself. */
const NOTES = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|')})\\b`);

export const honest: Check = {
  name: 'nothing hidden',
  run: (project) => project.code().flatMap((file) => [...inSyntax(project, file), ...inComments(project, file)]),
};

function inSyntax(project: Project, file: SourceFile): readonly Finding[] {
  const found: Finding[] = [];
  const { program, comments } = project.syntax(file);
  const reasoned = (node: Node): boolean => comments.some(({ start, end, value }) => start >= node.start && end <= node.end && value.trim().split(/\s+/).length >= REASON_WORDS);
  walk(program, (node) => {
    const message = node.type === 'CatchClause' && reasoned(node) ? undefined : hides(node);
    if (message !== undefined) found.push(finding(file, node.start, message));
  });
  return found;
}

function hides(node: Node): string | undefined {
  if (node.type === 'TSAnyKeyword') return '`any` switches the compiler off';
  if (node.type === 'CatchClause') {
    const body = child(node, 'body');
    return body && children(body, 'body').length === 0 ? 'an empty catch swallows a fault and says no reason' : undefined;
  }
  if (node.type === 'CallExpression' && /^(xit|xdescribe|xtest|fit|fdescribe)$/.test(nameOf(child(node, 'callee')) ?? '')) return 'a skipped or lone test';
  if (node.type !== 'MemberExpression') return undefined;
  const [object, property] = [nameOf(child(node, 'object')), nameOf(child(node, 'property'))];
  return RUNNERS.has(object ?? '') && PUT_OFF.has(property ?? '') ? `${object}.${property}: a test that does not run` : undefined;
}

function inComments(project: Project, file: SourceFile): readonly Finding[] {
  return project.syntax(file).comments.flatMap((comment) => {
    if (/@ts-(ignore|nocheck)|eslint-disable|oxlint-disable/.test(comment.value)) return [finding(file, comment.start, 'a suppression: repair what it hides')];
    return NOTES.test(comment.value) ? [finding(file, comment.start, 'a note-to-self: do it or file it')] : [];
  });
}
