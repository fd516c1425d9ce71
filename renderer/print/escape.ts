/** Text into HTML and CSS. Everything a board says goes through here, because names and titles come from spreadsheets. */

const ENTITIES: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** A CSS string with its quotes; nothing in it can end the string, the rule or the style element. */
export function cssString(text: string): string {
  const body = [...text].map((character) => (/["'\\<>&{};\n\r\f]/.test(character) ? `\\${character.codePointAt(0)?.toString(16) ?? ''} ` : character)).join('');
  return `"${body}"`;
}
