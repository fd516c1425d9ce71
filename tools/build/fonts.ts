/**
 * The faces that ship: one whole file each, because only those are embedded as CID TrueType in PDFs (sliced or variable
 * fonts become Type 3). All OFL-1.1; the licence lies beside them.
 */
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';

interface Face {
  /** Package under @fontsource. */
  readonly family: string;
  readonly files: readonly string[];
}

export const FACES: readonly Face[] = [
  { family: 'noto-serif-sc', files: ['noto-serif-sc-chinese-simplified-400-normal.woff2', 'noto-serif-sc-chinese-simplified-700-normal.woff2'] },
  { family: 'noto-sans-sc', files: ['noto-sans-sc-chinese-simplified-400-normal.woff2', 'noto-sans-sc-chinese-simplified-700-normal.woff2'] },
  // Named "latin" upstream, yet the whole font; it has the rare characters that the others lack.
  { family: 'lxgw-wenkai', files: ['lxgw-wenkai-latin-500-normal.woff2'] },
];

/** Copies faces and licences to `<out>/fonts`; a missing file throws, since a build without fonts prints wrong boards. */
export async function copyFonts(root: string, out: string): Promise<void> {
  const folder = path.join(out, 'fonts');
  await mkdir(folder, { recursive: true });
  for (const { family, files } of FACES) {
    const from = path.join(root, 'node_modules/@fontsource', family);
    for (const file of files) await copyFile(path.join(from, 'files', file), path.join(folder, file));
    await copyFile(path.join(from, 'LICENSE'), path.join(folder, `${family}.LICENSE.txt`));
  }
}
