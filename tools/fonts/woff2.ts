/** Which characters a WOFF2 font can draw, read from its cmap. Only the tables that this needs are opened. */
import { brotliDecompressSync } from 'node:zlib';

const KNOWN_TAGS = [
  'cmap', 'head', 'hhea', 'hmtx', 'maxp', 'name', 'OS/2', 'post', 'cvt ', 'fpgm', 'glyf', 'loca', 'prep', 'CFF ', 'VORG', 'EBDT', 'EBLC', 'gasp', 'hdmx', 'kern', 'LTSH',
  'PCLT', 'VDMX', 'vhea', 'vmtx', 'BASE', 'GDEF', 'GPOS', 'GSUB', 'EBSC', 'JSTF', 'MATH', 'CBDT', 'CBLC', 'COLR', 'CPAL', 'SVG ', 'sbix', 'acnt', 'avar', 'bdat', 'bloc',
  'bsln', 'cvar', 'fdsc', 'feat', 'fmtx', 'fvar', 'gvar', 'hsty', 'just', 'lcar', 'mort', 'morx', 'opbd', 'prop', 'trak', 'Zapf', 'Silf', 'Glat', 'Gloc', 'Feat', 'Sill',
];
const HEADER_BYTES = 48;
const TRANSFORMED_BY_DEFAULT = new Set(['glyf', 'loca']);

/** Code points with a glyph, ascending. Throws on a file that is no WOFF2 font with a Unicode cmap. */
export function characters(font: Buffer): readonly number[] {
  if (font.toString('latin1', 0, 4) !== 'wOF2') throw new Error('not a WOFF2 font');
  const tables = font.readUInt16BE(12);
  const compressed = font.readUInt32BE(20);
  let at = HEADER_BYTES;
  let offset = 0;
  let cmapAt = -1;
  for (let index = 0; index < tables; index += 1) {
    const flags = font.readUInt8(at);
    at += 1;
    const known = flags & 0x3f;
    const tag = known === 0x3f ? font.toString('latin1', at, at + 4) : (KNOWN_TAGS[known] ?? '');
    if (known === 0x3f) at += 4;
    const original = base128(font, at);
    at = original.next;
    let length = original.value;
    const version = flags >> 6;
    if (TRANSFORMED_BY_DEFAULT.has(tag) ? version !== 3 : version !== 0) {
      const transformed = base128(font, at);
      at = transformed.next;
      length = transformed.value;
    }
    if (tag === 'cmap') cmapAt = offset;
    offset += length;
  }
  if (cmapAt < 0) throw new Error('no cmap');
  return cmapCharacters(brotliDecompressSync(font.subarray(at, at + compressed)), cmapAt);
}

function base128(bytes: Buffer, start: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let index = 0; index < 5; index += 1) {
    const byte = bytes.readUInt8(start + index);
    value = value * 128 + (byte & 0x7f);
    if ((byte & 0x80) === 0) return { value, next: start + index + 1 };
  }
  throw new Error('malformed length');
}

function cmapCharacters(data: Buffer, cmap: number): readonly number[] {
  const found = new Set<number>();
  const subtables = data.readUInt16BE(cmap + 2);
  for (let index = 0; index < subtables; index += 1) {
    const record = cmap + 4 + index * 8;
    const platform = data.readUInt16BE(record);
    const start = cmap + data.readUInt32BE(record + 4);
    const format = data.readUInt16BE(start);
    if (platform !== 0 && platform !== 3) continue;
    if (format === 4) for (const code of format4(data, start)) found.add(code);
    if (format === 12) for (const code of format12(data, start)) found.add(code);
  }
  if (found.size === 0) throw new Error('no Unicode cmap');
  return [...found].sort((a, b) => a - b);
}

function* format12(data: Buffer, start: number): Generator<number> {
  const groups = data.readUInt32BE(start + 12);
  for (let index = 0; index < groups; index += 1) {
    const group = start + 16 + index * 12;
    const first = data.readUInt32BE(group);
    const last = data.readUInt32BE(group + 4);
    const glyph = data.readUInt32BE(group + 8);
    for (let code = first; code <= last; code += 1) if (glyph + code - first !== 0) yield code;
  }
}

function* format4(data: Buffer, start: number): Generator<number> {
  const double = data.readUInt16BE(start + 6);
  const ends = start + 14;
  const starts = ends + double + 2;
  const deltas = starts + double;
  const ranges = deltas + double;
  for (let at = 0; at < double; at += 2) {
    const first = data.readUInt16BE(starts + at);
    const last = data.readUInt16BE(ends + at);
    const delta = data.readUInt16BE(deltas + at);
    const range = data.readUInt16BE(ranges + at);
    for (let code = first; code <= last && code !== 0xffff; code += 1) {
      const glyph = range === 0 ? code + delta : data.readUInt16BE(ranges + at + range + (code - first) * 2);
      if ((glyph & 0xffff) !== 0) yield code;
    }
  }
}
