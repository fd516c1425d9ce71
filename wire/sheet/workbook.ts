/** The workbook part: sheets in order, their files, date system; and which cell styles are dates. */
import { Unreadable } from '#domain/roster/problem.ts';
import type { Budget } from './limits.ts';
import { isDateFormat, isDateFormatId } from './numbers.ts';
import { attribute, tagsOf } from './xml.ts';
import { entryText, type ZipEntry } from './zip.ts';

export interface WorkbookSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly entry: ZipEntry;
}

export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  readonly from1904: boolean;
  readonly sharedStrings: ZipEntry | undefined;
  readonly styles: ZipEntry | undefined;
}

/** Reads workbook and relations; undefined where the zip is no .xlsx at all. */
export async function readWorkbook(entries: ReadonlyMap<string, ZipEntry>, budget: Budget): Promise<Workbook | undefined> {
  const path = await workbookPath(entries, budget);
  const xml = await entryText(entries.get(path), budget);
  if (xml === undefined) return undefined;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const file = path.slice(folder.length);
  const targets = relations(await entryText(entries.get(`${folder}_rels/${file}.rels`), budget), folder);
  const tags = tagsOf(xml, 'sheet');
  if (tags.length > budget.limits.sheets) throw new Unreadable('tooMuchInside');
  const sheets: WorkbookSheet[] = [];
  for (const tag of tags) {
    const target = targets.byId.get(attribute(tag, '(?:\\w+:)?id') ?? '');
    const entry = target === undefined ? undefined : entries.get(target);
    if (entry === undefined || target?.includes('/chartsheets/')) continue;
    sheets.push({ name: attribute(tag, 'name') ?? '', hidden: (attribute(tag, 'state') ?? 'visible') !== 'visible', entry });
  }
  const date1904 = tagsOf(xml, 'workbookPr').some((tag) => /^(1|true)$/.test(attribute(tag, 'date1904') ?? ''));
  const part = (type: string): ZipEntry | undefined => entries.get(targets.byType.get(type) ?? '');
  return { sheets, from1904: date1904, sharedStrings: part('sharedStrings'), styles: part('styles') };
}

async function workbookPath(entries: ReadonlyMap<string, ZipEntry>, budget: Budget): Promise<string> {
  const rels = await entryText(entries.get('_rels/.rels'), budget);
  return relations(rels, '').byType.get('officeDocument') ?? 'xl/workbook.xml';
}

function relations(xml: string | undefined, folder: string): { byId: Map<string, string>; byType: Map<string, string> } {
  const byId = new Map<string, string>();
  const byType = new Map<string, string>();
  for (const tag of tagsOf(xml ?? '', 'Relationship')) {
    const target = attribute(tag, 'Target') ?? '';
    const path = normalised(target.startsWith('/') ? target.slice(1) : folder + target);
    byId.set(attribute(tag, 'Id') ?? '', path);
    byType.set((attribute(tag, 'Type') ?? '').split('/').at(-1) ?? '', path);
  }
  return { byId, byType };
}

function normalised(path: string): string {
  const parts: string[] = [];
  for (const part of path.toLowerCase().split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** Per cell style (the `s` of a cell): whether it shows a date. */
export async function readDateStyles(entry: ZipEntry | undefined, budget: Budget): Promise<readonly boolean[]> {
  const xml = await entryText(entry, budget);
  if (xml === undefined) return [];
  const custom = new Map<number, string>();
  for (const tag of tagsOf(xml, 'numFmt')) custom.set(Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode') ?? '');
  const cellXfs = /<(?:\w+:)?cellXfs[\s>][\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(xml)?.[0] ?? '';
  return tagsOf(cellXfs, 'xf').map((tag) => {
    const id = Number(attribute(tag, 'numFmtId') ?? '0');
    const format = custom.get(id);
    return format === undefined ? isDateFormatId(id) : isDateFormat(format);
  });
}
