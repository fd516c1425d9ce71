/** Copies the bundled fonts and their licences beside the page; which ones they are is known where boards are drawn. */
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { FONT_LICENCES, PRINT_FONTS } from '#renderer/print/fonts.ts';

/** Copies to `<out>/fonts`; a missing file throws, since a build without fonts prints wrong boards. */
export async function copyFonts(root: string, out: string): Promise<void> {
  const folder = path.join(out, 'fonts');
  await mkdir(folder, { recursive: true });
  for (const { file, source } of [...PRINT_FONTS, ...FONT_LICENCES]) {
    await copyFile(path.join(root, 'node_modules', source), path.join(folder, file));
  }
}
