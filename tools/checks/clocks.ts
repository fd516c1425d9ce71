/** Time and chance come in by parameter (`domain/ports.ts`); real ones are taken in composition roots only. */
import { child, nameOf, walk, type Node } from './syntax.ts';
import { finding, type Check } from './project.ts';

/** Files named main.ts(x), the commands, and tests, where a clock of one's own is the point. */
const ROOT = /(^|\/)main\.tsx?$|^tools\/commands\/|^tests\//;

export const clocks: Check = {
  name: 'clocks and chance',
  run: (project) =>
    project
      .code()
      .filter((file) => !ROOT.test(file.path))
      .flatMap((file) => {
        const found: ReturnType<Check['run']>[number][] = [];
        walk(project.syntax(file).program, (node) => {
          const what = taken(node);
          if (what !== undefined) found.push(finding(file, node.start, `${what} outside a composition root: take a Clock, Ids or Random (domain/ports.ts)`));
        });
        return found;
      }),
};

function taken(node: Node): string | undefined {
  if (node.type === 'NewExpression' && nameOf(child(node, 'callee')) === 'Date') {
    const given = node['arguments'];
    return Array.isArray(given) && given.length === 0 ? 'new Date()' : undefined;
  }
  if (node.type !== 'MemberExpression') return undefined;
  const name = `${nameOf(child(node, 'object')) ?? ''}.${nameOf(child(node, 'property')) ?? ''}`;
  return name === 'Date.now' || name === 'Math.random' ? name : undefined;
}
