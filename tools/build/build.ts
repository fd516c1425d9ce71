/**
 * Builds what the desk runs from: `node tools/build/build.ts [--force]`. Plain Vite; three parts, each skipped when its
 * inputs are unchanged by hash.
 *
 *   out/renderer   page, workers, fonts, service worker of the desk page
 *   out/electron   main.cjs, preload.cjs
 *   out/double     the Electron double and its launcher
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildDouble, buildElectron } from './nodeParts.ts';
import { hashOfInputs } from './inputs.ts';
import { buildRenderer } from './renderer.ts';

interface Part {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly out: string;
  readonly make: (root: string, out: string) => Promise<void>;
}

const SHARED_INPUTS = ['package.json', 'package-lock.json', 'tools/build', 'domain', 'wire'];
const PARTS: readonly Part[] = [
  { name: 'renderer', inputs: [...SHARED_INPUTS, 'renderer', 'resources'], out: 'out/renderer', make: buildRenderer },
  { name: 'electron', inputs: [...SHARED_INPUTS, 'electron'], out: 'out/electron', make: buildElectron },
  { name: 'double', inputs: [...SHARED_INPUTS, 'tests/double'], out: 'out/double', make: buildDouble },
];

/** Builds the parts that changed; gives their names. */
export async function build(root: string, options: { readonly force?: boolean; readonly only?: readonly string[] } = {}): Promise<string[]> {
  const built: string[] = [];
  for (const part of PARTS) {
    if (options.only && !options.only.includes(part.name)) continue;
    const mark = path.join(root, 'out/built', part.name);
    const now = await hashOfInputs(root, part.inputs);
    if (!options.force && (await markOf(mark)) === now) continue;
    const making = path.join(root, 'out/making', part.name);
    await rm(making, { recursive: true, force: true });
    await mkdir(making, { recursive: true });
    await part.make(root, making);
    // Swapped only when whole: a failed build leaves what ran before.
    await rm(mark, { force: true });
    await rm(path.join(root, part.out), { recursive: true, force: true });
    await rename(making, path.join(root, part.out));
    await mkdir(path.dirname(mark), { recursive: true });
    await writeFile(mark, now);
    built.push(part.name);
  }
  return built;
}

async function markOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    // Never built, or its last build failed.
    return '';
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const began = performance.now();
  const built = await build(path.resolve(import.meta.dirname, '../..'), { force: process.argv.includes('--force') });
  console.log(built.length > 0 ? `built ${built.join(', ')} in ${Math.round(performance.now() - began)} ms` : 'nothing to build');
}
