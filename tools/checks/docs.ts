/** Documents cannot lie about what is there: paths and npm scripts they name exist. */
import { posix } from 'node:path';
import { finding, type Check, type Finding, type Project, type SourceFile } from './project.ts';

/** Made at run time, so they need not exist in a clone. */
const MADE = /^(out|data|test-results|node_modules)(\/|$)/;

export const docs: Check = {
  name: 'documents',
  run(project) {
    const scripts = scriptNames(project);
    const roots = new Set(project.paths().flatMap((path) => (path.includes('/') ? [path.slice(0, path.indexOf('/'))] : [])));
    return project.files
      .filter((file) => file.path.endsWith('.md'))
      .flatMap((file) => [...deadPaths(project, file, roots), ...deadLinks(project, file), ...deadScripts(file, scripts)]);
  },
};

function scriptNames(project: Project): ReadonlySet<string> {
  const manifest: unknown = JSON.parse(project.file('package.json')?.text ?? '{}');
  if (typeof manifest !== 'object' || manifest === null || !('scripts' in manifest)) return new Set();
  return new Set(Object.keys(manifest.scripts ?? {}));
}

function deadPaths(project: Project, file: SourceFile, roots: ReadonlySet<string>): readonly Finding[] {
  return [...file.text.matchAll(/`([^`\s]+)`/g)].flatMap((match) => {
    const path = (match[1] ?? '').replace(/^#/, '').replace(/:\d+$/, '');
    return namesPath(path, roots) && !MADE.test(path) && !exists(project, path) ? [finding(file, match.index, `\`${path}\` is not there`)] : [];
  });
}

function namesPath(path: string, roots: ReadonlySet<string>): boolean {
  if (!/^[\w.@<>*{},-]+(\/[\w.@<>*{},-]*)*$/.test(path)) return false;
  const first = path.slice(0, path.indexOf('/'));
  return path.includes('/') ? roots.has(first) : /^[\w.-]+\.(ts|tsx|json|md|yml|cjs)$/.test(path);
}

/** `<placeholders>`, `*` and `{a,b}` stand for any name: one file has to fit. A bare file name may lie anywhere. */
function exists(project: Project, path: string): boolean {
  if (/[<*{]/.test(path)) {
    const source = path.replace(/[.+]/g, '\\$&').replace(/<[^>]*>|\*+|\{[^}]*\}/g, '[^/]*');
    return project.paths().some((known) => new RegExp(`^${source}(/|$)`).test(known) || new RegExp(`^${source}`).test(known));
  }
  return project.has(path) || (!path.includes('/') && project.paths().some((known) => posix.basename(known) === path));
}

function deadLinks(project: Project, file: SourceFile): readonly Finding[] {
  return [...file.text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].flatMap((match) => {
    const target = match[1] ?? '';
    if (/^[a-z]+:/.test(target)) return [];
    const path = posix.normalize(posix.join(posix.dirname(file.path), target));
    return MADE.test(path) || project.has(path) ? [] : [finding(file, match.index, `link to ${path}, which is not there`)];
  });
}

function deadScripts(file: SourceFile, scripts: ReadonlySet<string>): readonly Finding[] {
  return [...file.text.matchAll(/npm (?:run ([\w:-]+)|(start|test)\b)/g)].flatMap((match) => {
    const name = match[1] ?? match[2] ?? '';
    return scripts.has(name) ? [] : [finding(file, match.index, `npm script "${name}" is not in package.json`)];
  });
}
