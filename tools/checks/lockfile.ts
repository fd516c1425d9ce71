/**
 * The lockfile can be installed by `npm ci` everywhere: every optional dependency that a package names has its own entry
 * (npm leaves out what a registry did not have, and then refuses its own file), and no entry names a host.
 */
import type { Check, Finding, Project } from './project.ts';

const LOCK = 'package-lock.json';

interface Entry {
  readonly optionalDependencies?: { readonly [name: string]: string };
  readonly resolved?: string;
}

export const lockfile: Check = {
  name: 'lockfile',
  run(project) {
    const packages = entries(project);
    const missing = Object.entries(packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter((name) => !reachable(packages, path, name))
        .map((name): Finding => ({ file: LOCK, line: 1, message: `${name}, named by ${path || 'package.json'}, has no entry: npm ci would refuse` })),
    );
    const hosts = Object.entries(packages)
      .filter(([, entry]) => entry.resolved?.startsWith('http'))
      .map(([path]): Finding => ({ file: LOCK, line: 1, message: `${path} names a host` }));
    return [...missing, ...hosts];
  },
};

function entries(project: Project): { readonly [path: string]: Entry } {
  const lock: unknown = JSON.parse(project.file(LOCK)?.text ?? '{}');
  return typeof lock === 'object' && lock !== null && 'packages' in lock && typeof lock.packages === 'object' ? { ...lock.packages } : {};
}

/** Looks in the package's own node_modules and then in each one above, as npm does. */
function reachable(packages: { readonly [path: string]: Entry }, from: string, name: string): boolean {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (`${at === '' ? '' : `${at}/`}node_modules/${name}` in packages) return true;
    if (at === '') return false;
  }
}
