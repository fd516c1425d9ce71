import { describe, expect, test } from 'vitest';
import * as library from '@e965/xlsx';
import { CellKind, type SheetTable } from '#domain/roster/sheetTable.ts';
import { SHEET_LIMITS } from '#wire/sheet/limits.ts';
import { readSheets } from '#wire/sheet/readSheets.ts';
import { workbook, worksheet, zip } from '#tests/samples/generate.ts';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text));

function cells(table: SheetTable | undefined): (string | number)[][] {
  if (table === undefined) return [];
  return table.rowNumbers.map((number, row) => [number, ...table.columns.map((column) => column.texts[row] ?? '')]);
}

async function only(bytes: Uint8Array<ArrayBuffer>, name = 'list.xlsx'): Promise<SheetTable> {
  const [table, ...more] = await readSheets(bytes, name);
  if (table === undefined || more.length > 0) throw new Error('one sheet expected');
  return table;
}

describe('.xlsx by our own reader', () => {
  test('every kind of cell keeps how it was stored', async () => {
    const rows = `<row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c><c r="B2" t="str"><f>A1</f><v>a &amp; &lt;b&gt; &#20859;</v></c><c r="C2"><v>369901197609089400</v></c><c r="D2"><v>3.6990119760908902E+17</v></c><c r="E2"><v>401.88999999999999</v></c><c r="F2" t="b"><v>1</v></c><c r="G2" t="e"><v>#N/A</v></c><c r="H2"/><c r="I2"><f>1+1</f><v>2</v></c></row>`;
    const table = await only(workbook(worksheet(rows)));
    expect(cells(table)).toEqual([[2, '甲', 'a & <b> 养', '369901197609089400', '369901197609089000', '401.89', 'TRUE', '#N/A', '', '2']]);
    expect(table.columns.map((column) => column.kinds[0])).toEqual([CellKind.text, CellKind.text, CellKind.number, CellKind.number, CellKind.number, CellKind.boolean, CellKind.error, CellKind.empty, CellKind.number]);
  });

  test('shared strings with runs, phonetic text and empty ones; dates by style', async () => {
    const strings = '<sst xmlns="x"><si><r><rPr><b/></rPr><t>张</t></r><r><t xml:space="preserve"> 三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></si><si/><si><t>x_x000D_y</t></si></sst>';
    const styles = '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="4"/></cellXfs></styleSheet>';
    const rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" s="1"><v>44354.5</v></c><c r="E1" s="2"><v>44354</v></c><c r="F1" s="3"><v>1234.5</v></c></row>';
    expect(cells(await only(workbook(worksheet(rows), { strings, styles })))).toEqual([[1, '张 三', '', 'x\ry', '2021-06-07 12:00', '2021-06-07', '1234.5']]);
  });

  test('merged ranges, hidden rows, cells without references, attributes in any order', async () => {
    const rows = '<row spans="1:2" hidden="1" r="5"><c t="str"><v>一</v></c><c t="str" s="0" r="D5"><v>二</v></c></row>';
    const table = await only(workbook(worksheet(rows, '<mergeCells count="1"><mergeCell ref="A5:AB7"/></mergeCells>')));
    expect(cells(table)).toEqual([[5, '一', '', '', '二']]);
    expect(table.merges).toEqual([{ top: 5, left: 0, bottom: 7, right: 27 }]);
    expect(table.hiddenRows).toEqual([5]);
  });

  test('rows cut anywhere by the stream are whole again', async () => {
    const rows = Array.from({ length: 30_000 }, (_, at) => `<row r="${at + 1}"><c r="A${at + 1}" t="str"><v>行${at}</v></c></row>`).join('');
    const table = await only(workbook(worksheet(rows)));
    expect(table.rowNumbers).toHaveLength(30_000);
    expect(table.columns[0]?.texts.every((text, at) => text === `行${at}`)).toBe(true);
  });

  test('a worksheet with prefixed tags goes to the library and reads the same', async () => {
    const prefixed = '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>姓名</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(cells(await only(workbook(prefixed, { styles: '<styleSheet/>' })))).toEqual([[1, '姓名']]);
  });

  test('what SheetJS writes is read as SheetJS reads it', async () => {
    const sheet = library.utils.aoa_to_sheet([['姓名', '金额', '日期'], ['张三', -12.5, null], ["'李四", 0, '2021-06']]);
    const book = library.utils.book_new(sheet, '名单');
    for (const options of [{ bookSST: true }, { bookSST: false, compression: true }]) {
      const bytes = new Uint8Array(library.write(book, { ...options, type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
      expect(cells(await only(bytes))).toEqual([[1, '姓名', '金额', '日期'], [2, '张三', '-12.5', ''], [3, "'李四", '0', '2021-06']]);
    }
  });
});

describe('other formats', () => {
  const book = library.utils.book_new(library.utils.aoa_to_sheet([['姓名', '身份证号', '金额'], ['张三', '369901197609089416', 12.5]]), '名单');
  test.each(['biff8', 'xlml', 'ods', 'xlsb', 'html'] as const)('%s by the library', async (bookType) => {
    const bytes = new Uint8Array(library.write(book, { type: 'array', bookType }) as ArrayBuffer);
    expect(cells(await only(bytes, 'list.xls'))).toEqual([[1, '姓名', '身份证号', '金额'], [2, '张三', '369901197609089416', '12.5']]);
  });

  test('an ID in a plain HTML table keeps its digits', async () => {
    const html = '<html><body><table><tr><td>姓名</td><td>身份证号</td></tr><tr><td>张三</td><td>369901197609089416</td></tr></table></body></html>';
    expect(cells(await only(bytesOf(html), 'list.xls'))).toEqual([[1, '姓名', '身份证号'], [2, '张三', '369901197609089416']]);
  });

  test.each([
    ['utf-8', Buffer.from('姓名,金额\n张三,1\n')],
    ['utf-8 with mark', Buffer.from('\ufeff姓名,金额\n张三,1\n')],
    ['utf-16le with mark', Buffer.from('\ufeff姓名\t金额\r\n张三\t1\r\n', 'utf16le')],
    ['gbk', Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a, 0xd5, 0xc5, 0xc8, 0xfd, 0x2c, 0x31])],
  ])('text in %s', async (_, bytes) => {
    expect(cells(await only(new Uint8Array(bytes), 'list.csv'))).toEqual([[1, '姓名', '金额'], [2, '张三', '1']]);
  });

  test('quotes, line breaks in cells, blank lines and a last line without end', async () => {
    const text = '姓名,备注\r\n"张,三","他说""好""\n第二行"\r\n\r\n李四,=1+1';
    expect(cells(await only(bytesOf(text), 'a.csv'))).toEqual([[1, '姓名', '备注'], [2, '张,三', '他说"好"\n第二行'], [4, '李四', '=1+1']]);
  });
});

describe('refusals', () => {
  const code = async (bytes: Uint8Array<ArrayBuffer>, options = {}): Promise<unknown> => readSheets(bytes, 'a.xlsx', options).then(() => 'read', (error: { code: string }) => error.code);

  test('a document of another kind, a password, a file too large, limits, a caller who gives up', async () => {
    expect(await code(zip([{ name: 'word/document.xml', text: '<w/>' }]))).toBe('notASpreadsheet');
    expect(await code(zip([{ name: 'EncryptedPackage', text: 'x' }]))).toBe('encrypted');
    expect(await code(bytesOf('姓名,金额'), { limits: { ...SHEET_LIMITS, fileBytes: 4 } })).toBe('tooLarge');
    const rows = Array.from({ length: 60 }, (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>1</v></c></row>`).join('');
    expect(await code(workbook(worksheet(rows)), { limits: { ...SHEET_LIMITS, rows: 50 } })).toBe('tooMuchInside');
    expect(await code(workbook(worksheet(rows)), { limits: { ...SHEET_LIMITS, rows: 60 } })).toBe('read');
    expect(await code(workbook(worksheet(rows)), { signal: AbortSignal.abort() })).toBe('cancelled');
    expect(await code(workbook(worksheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')))).toBe('fileDamaged');
  });
});
