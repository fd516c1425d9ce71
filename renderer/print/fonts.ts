/** The bundled fonts, all OFL-1.1. The build copies each file from its package beside the program, with its licence. */

export interface PrintFont {
  readonly family: string;
  readonly weight: 400 | 500 | 700;
  /** File name in the program's `fonts` folder. */
  readonly file: string;
  /** Where the build finds it, from `node_modules`. */
  readonly source: string;
}

export const SERIF = 'Noticeboard Serif';
export const SANS = 'Noticeboard Sans';
/** Has nearly every character a name can hold; takes over where the others have none. */
export const RARE = 'Noticeboard Kai';

/** One static file per face: a sliced or a variable font would end as Type 3 in the PDF. */
export const PRINT_FONTS: readonly PrintFont[] = [
  { family: SERIF, weight: 400, file: 'serif-400.woff2', source: '@fontsource/noto-serif-sc/files/noto-serif-sc-chinese-simplified-400-normal.woff2' },
  { family: SERIF, weight: 700, file: 'serif-700.woff2', source: '@fontsource/noto-serif-sc/files/noto-serif-sc-chinese-simplified-700-normal.woff2' },
  { family: SANS, weight: 400, file: 'sans-400.woff2', source: '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2' },
  { family: SANS, weight: 700, file: 'sans-700.woff2', source: '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-700-normal.woff2' },
  { family: RARE, weight: 500, file: 'kai-500.woff2', source: '@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff2' },
];

/** Licence texts that travel with the fonts, from `node_modules`. */
export const FONT_LICENCES: readonly { readonly file: string; readonly source: string }[] = [
  { file: 'serif-LICENSE.txt', source: '@fontsource/noto-serif-sc/LICENSE' },
  { file: 'sans-LICENSE.txt', source: '@fontsource/noto-sans-sc/LICENSE' },
  { file: 'kai-LICENSE.txt', source: '@fontsource/lxgw-wenkai/LICENSE' },
];

/** Address of a font file as the printing window sees it. */
export type FontUrls = (file: string) => string;

/** Addresses under a folder, such as `app://bundle/fonts/`. */
export function fontsUnder(base: string): FontUrls {
  return (file) => `${base.endsWith('/') ? base : `${base}/`}${file}`;
}

/** The `@font-face` rules of all bundled fonts. */
export function fontFaces(urls: FontUrls): string {
  return PRINT_FONTS.map(
    (font) => `@font-face{font-family:"${font.family}";font-weight:${font.weight};font-style:normal;font-display:block;src:url("${urls(font.file)}") format("woff2")}`,
  ).join('\n');
}
