/**
 * Draws the program's icons from `resources/icons/icon.svg`: `node tools/build/icons.ts`. Run by hand when the drawing
 * changes; the results are committed. ICO and ICNS are containers around the same PNGs.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const SIZES = [16, 32, 48, 64, 128, 256, 512, 1024] as const;
const ICO_SIZES: readonly number[] = [16, 32, 48, 64, 128, 256];
/** ICNS types that hold a PNG, by size. */
const ICNS_TYPES: ReadonlyMap<number, string> = new Map([[128, 'ic07'], [256, 'ic08'], [512, 'ic09'], [1024, 'ic10']]);

interface Picture {
  readonly size: number;
  readonly png: Buffer;
}

/** A Windows icon: header, directory, PNGs. */
export function icoOf(pictures: readonly Picture[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    // 0 stands for 256.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** A macOS icon: blocks of type, length, PNG. */
export function icnsOf(pictures: readonly Picture[]): Buffer {
  const blocks = pictures.flatMap(({ size, png }) => {
    const type = ICNS_TYPES.get(size);
    return type ? [block(type, png)] : [];
  });
  return block('icns', Buffer.concat(blocks));
}

function block(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
}

async function draw(svg: string): Promise<Picture[]> {
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await browser.newPage();
  const pictures: Picture[] = [];
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    pictures.push({ size, png: await page.screenshot({ omitBackground: true }) });
  }
  await browser.close();
  return pictures;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = path.resolve(import.meta.dirname, '../../resources/icons');
  const pictures = await draw(await readFile(path.join(folder, 'icon.svg'), 'utf8'));
  await writeFile(path.join(folder, 'icon.ico'), icoOf(pictures.filter(({ size }) => ICO_SIZES.includes(size))));
  await writeFile(path.join(folder, 'icon.icns'), icnsOf(pictures));
  for (const { size, png } of pictures) if (size === 1024) await writeFile(path.join(folder, 'icon.png'), png);
}
