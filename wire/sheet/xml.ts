/** As much XML as spreadsheets use: entities, attributes of one tag, text runs. Not a general parser. */

const NAMED: { readonly [entity: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const ENTITY = /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g;
/** Excel's own escape for characters XML cannot hold. */
const EXCEL_ESCAPE = /_x([0-9A-Fa-f]{4})_/g;

/** Text with its entities resolved; a bad code point is left as it is written. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** A cell's text: entities, then Excel's `_x000D_` form. */
export function cellText(text: string): string {
  const plain = unescapeXml(text);
  if (!plain.includes('_x')) return plain;
  return plain.replace(EXCEL_ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** One attribute of a tag's text, or undefined. */
export function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return match ? unescapeXml(match[1] ?? match[2] ?? '') : undefined;
}

/** Every tag of a name, as its attribute text. */
export function tagsOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(\\s[^>]*?)?/?>`, 'g'))].map((match) => match[1] ?? '');
}

/** Joined text of the `<t>` runs between two positions, phonetic runs left out. */
export function runsText(xml: string, from: number, to: number): string {
  let text = '';
  let at = from;
  for (;;) {
    const open = xml.indexOf('<', at);
    if (open < 0 || open >= to) return text;
    const close = xml.indexOf('>', open);
    if (close < 0 || close > to) return text;
    at = close + 1;
    if (xml.startsWith('<rPh', open)) {
      const end = xml.indexOf('</rPh>', close);
      at = end < 0 ? to : end + 6;
      continue;
    }
    const after = xml.charCodeAt(open + 2);
    const isText = xml.charCodeAt(open + 1) === 116 && (after === 62 || after === 32);
    if (!isText || xml.charCodeAt(close - 1) === 47) continue;
    const end = xml.indexOf('</t>', close);
    if (end < 0 || end > to) return text;
    text += cellText(xml.slice(close + 1, end));
    at = end + 4;
  }
}
