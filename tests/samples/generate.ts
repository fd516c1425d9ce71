/** Makes the lists that are too big or too dangerous to keep: 50,000 payees in two forms, and zip bombs. Same bytes every time. */
import { constants, crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly text?: string;
  /** Already deflated bytes, with what the directory shall say about them. */
  readonly raw?: { readonly bytes: Buffer; readonly size: number; readonly crc?: number };
}

/** A zip of the given parts, deflated. */
export function zip(parts: readonly ZipPart[], level = 6): Uint8Array<ArrayBuffer> {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const plain = Buffer.from(part.text ?? '');
    const bytes = part.raw?.bytes ?? deflateRawSync(plain, { level });
    const head = entryHead(bytes.length, part.raw?.size ?? plain.length, part.raw === undefined ? crc32(plain) : (part.raw.crc ?? 0));
    const name = Buffer.from(part.name);
    const local = Buffer.concat([u32(0x04034b50), head, u16(name.length), u16(0), name]);
    directory.push(Buffer.concat([u32(0x02014b50), u16(20), head, u16(name.length), u16(0), u16(0), u16(0), u16(0), u32(0), u32(offset), name]));
    files.push(local, bytes);
    offset += local.length + bytes.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.concat([u32(0x06054b50), u16(0), u16(0), u16(parts.length), u16(parts.length), u32(list.length), u32(offset), u16(0)]);
  return new Uint8Array(Buffer.concat([...files, list, end]));
}

function entryHead(stored: number, size: number, crc: number): Buffer {
  return Buffer.concat([u16(20), u16(0), u16(8), u16(0), u16(0x21), u32(crc), u32(stored), u32(size)]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A workbook of one sheet around the given parts of it. */
export function workbook(sheet: ZipPart['text'] | NonNullable<ZipPart['raw']>, extra: { readonly strings?: string | NonNullable<ZipPart['raw']>; readonly styles?: string; readonly sheetName?: string } = {}): Uint8Array<ArrayBuffer> {
  const part = (name: string, content: string | NonNullable<ZipPart['raw']>): ZipPart => (typeof content === 'string' ? { name, text: content } : { name, raw: content });
  const relation = (id: number, type: string, target: string): string => `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  return zip([
    { name: '[Content_Types].xml', text: `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>` },
    { name: '_rels/.rels', text: `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>` },
    { name: 'xl/workbook.xml', text: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${extra.sheetName ?? 'Sheet1'}" sheetId="1" r:id="rId1"/></sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', text: `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation(1, 'worksheet', 'worksheets/sheet1.xml')}${extra.strings === undefined ? '' : relation(2, 'sharedStrings', 'sharedStrings.xml')}${extra.styles === undefined ? '' : relation(3, 'styles', 'styles.xml')}</Relationships>` },
    ...(extra.styles === undefined ? [] : [part('xl/styles.xml', extra.styles)]),
    ...(extra.strings === undefined ? [] : [part('xl/sharedStrings.xml', extra.strings)]),
    part('xl/worksheets/sheet1.xml', sheet ?? ''),
  ]);
}

export function worksheet(rows: string, after = ''): string {
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${after}</worksheet>`;
}

/** Plain, text, two decimals, date. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="49"/><xf numFmtId="2"/><xf numFmtId="176"/></cellXfs></styleSheet>`;

/** A small linear generator; the lists must be the same on every machine. */
export function sequence(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** An ID number of the fictional county with a right check character. */
export function syntheticId(next: (below: number) => number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const first = `369901${1930 + next(75)}${two(1 + next(12))}${two(1 + next(28))}${String(next(1000)).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(first[at]), 0);
  return first + '10X98765432'.charAt(sum % 11);
}

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜'];
const GIVEN = [...'春秋福贵财旺梅兰英霞红花娟强勇刚杰鹏飞超涛磊鑫喆堃犇垚焱淼'];
const GROUPS = ['上屋组', '下屋组', '塘背组', '新屋里小组', '老屋场小组', '樟树下组', '桥头组', '河东组'];

export interface BigList {
  readonly payees: number;
  /** In 1/100 mu and fen. */
  readonly areaCents: number;
  readonly amountFen: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** 50,000 payees at 108.62 yuan: texts in the cells, or shared strings with styles and a date column. */
export function farmlandBig(form: 'inline' | 'shared', payees = 50_000): BigList {
  const next = sequence(20210607);
  const strings = new Map<string, number>();
  const used = new Set<string>();
  const newId = (): string => {
    let id = syntheticId(next);
    while (used.has(id)) id = syntheticId(next);
    used.add(id);
    return id;
  };
  const text = (at: string, value: string, style: string): string => {
    if (form === 'inline') return `<c r="${at}" t="str"><v>${value}</v></c>`;
    const index = strings.get(value) ?? strings.set(value, strings.size).size - 1;
    return `<c r="${at}" s="${style}" t="s"><v>${index}</v></c>`;
  };
  const number = (at: string, value: string, style: string): string => (form === 'inline' ? `<c r="${at}"><v>${value}</v></c>` : `<c r="${at}" s="${style}"><v>${value}</v></c>`);
  const heads = ['序号', '户主姓名', '身份证号', '村组', '补贴面积（亩）', '补贴标准（元/亩）', '补贴金额（元）', '一卡通账号', '联系电话', ...(form === 'shared' ? ['发放日期'] : []), '备注'];
  const rows = [`<row r="1">${heads.map((head, at) => text(`${String.fromCharCode(65 + at)}1`, head, '0')).join('')}</row>`];
  let areaCents = 0;
  let amountFen = 0;
  for (let row = 2; row < payees + 2; row += 1) {
    const area = 50 + next(900);
    const amount = Math.floor((area * 10862 + 50) / 100);
    areaCents += area;
    amountFen += amount;
    const name = `${SURNAMES[next(SURNAMES.length)]}${GIVEN[next(GIVEN.length)]}${next(3) === 0 ? '' : GIVEN[next(GIVEN.length)]}`;
    const digits = (count: number): string => Array.from({ length: count }, () => next(10)).join('');
    rows.push(`<row r="${row}">${number(`A${row}`, String(row - 1), '0')}${text(`B${row}`, name, '0')}${text(`C${row}`, newId(), '1')}${text(`D${row}`, GROUPS[next(GROUPS.length)] ?? '', '0')}${number(`E${row}`, String(area / 100), '2')}${number(`F${row}`, '108.62', '2')}${number(`G${row}`, String(amount / 100), '2')}${text(`H${row}`, `629999${digits(13)}`, '1')}${text(`I${row}`, `199${digits(8)}`, '1')}${form === 'shared' ? number(`J${row}`, '44354', '3') : ''}</row>`);
  }
  const sheet = worksheet(rows.join(''));
  if (form === 'inline') return { payees, areaCents, amountFen, bytes: workbook(sheet, { styles: STYLES }) };
  const items = [...strings.keys()].map((value) => `<si><t>${value}</t></si>`).join('');
  return { payees, areaCents, amountFen, bytes: workbook(sheet, { strings: `${HEAD}<sst xmlns="${MAIN}" count="1" uniqueCount="${strings.size}">${items}</sst>`, styles: STYLES }) };
}

/**
 * Deflated bytes of head + many times the same middle + tail. The middle is deflated once and its bytes repeated, so that
 * three gigabytes are made in a moment.
 */
export function repeated(head: string, middle: string, times: number, tail: string): { readonly bytes: Buffer; readonly size: number } {
  const flushed = (text: string): Buffer => deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH });
  const block = flushed(middle);
  const bytes = Buffer.concat([flushed(head), ...Array.from({ length: times }, () => block), deflateRawSync(tail)]);
  return { bytes, size: Buffer.byteLength(head) + Buffer.byteLength(middle) * times + Buffer.byteLength(tail) };
}

const ROW = `<row r="1"><c r="A1" t="str"><v>${'1'.repeat(200)}</v></c></row>`;
const BLOCK_ROWS = 40_000;

/** Zip bombs by name; each unpacks to hundreds of megabytes or gigabytes. */
export function bombs(): { readonly [name: string]: Uint8Array<ArrayBuffer> } {
  const start = `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`;
  const end = '</sheetData></worksheet>';
  const rows = repeated(start, ROW.repeat(BLOCK_ROWS), 320, end);
  const small = repeated(start, ROW.repeat(BLOCK_ROWS), 64, end);
  const strings = repeated(`${HEAD}<sst xmlns="${MAIN}">`, '<si><t>0123456789</t></si>'.repeat(400_000), 300, '</sst>');
  const oneRow = repeated(`${start}<row r="1">`, '<c r="A1"><v>1</v></c>'.repeat(400_000), 60, `</row>${end}`);
  const noise = Array.from({ length: 40 }, (_, index) => `<row r="${index + 1}"><c r="A1" t="str"><v>${syntheticId(sequence(index))}</v></c></row>`).join('');
  return {
    'bomb-sheet.xlsx': workbook(rows),
    'bomb-strings.xlsx': workbook(worksheet(''), { strings }),
    'bomb-lying-size.xlsx': workbook({ bytes: small.bytes, size: 1000 }),
    'bomb-lying-within-limits.xlsx': workbook({ bytes: small.bytes, size: 100_000_000 }),
    'bomb-one-row.xlsx': workbook({ bytes: oneRow.bytes, size: 100_000_000 }),
    // Under every ratio: rows that compress badly enough, far more of them than any county has payees.
    'bomb-many-rows.xlsx': workbook(repeated(start, noise.repeat(500), 100, end)),
  };
}
