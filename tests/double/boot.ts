/** `electron <app> [switches]` on the double: what the launcher beside it runs. */
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

type Load = (name: string, ...rest: readonly unknown[]) => unknown;

const given = process.argv.slice(2);
const loader = given.indexOf('-r');
const root = path.resolve(given.find((argument, at) => !argument.startsWith('-') && (loader < 0 || at !== loader + 1)) ?? '.');
process.argv = [process.argv[0] ?? 'electron', ...given];
process.env['ELECTRON_DOUBLE_APP'] = root;
Object.assign(process.versions, { electron: 'double', chrome: 'system' });

// Node's own door for `require`; there is no public one for a package that is not installed as such.
const loading = Module as unknown as { _load: Load };
const load = loading._load;
let double: unknown;
loading._load = (name, ...rest) => {
  if (!/^electron(\/main|\/common)?$/.test(name)) return load(name, ...rest);
  double ??= (load(path.join(__dirname, 'electron.cjs')) as { electron: unknown }).electron;
  return double;
};

const loaderFile = loader >= 0 ? given[loader + 1] : undefined;
if (loaderFile) load(loaderFile);
const { main } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { main: string };
const entry = path.join(root, main);
createRequire(pathToFileURL(entry))(entry);
