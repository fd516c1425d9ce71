/** The standard catalogue is data that offices work by: every file has the agreed shape, and codes and items are unique. */
import type { Check, Finding, SourceFile } from './project.ts';

const FOLDER = 'resources/catalogue/';
const CHANNELS = ['website', 'gazette', 'newMedia', 'pressHearing', 'broadcast', 'printMedia', 'publicAccessPoint', 'serviceCentre', 'convenienceStation', 'household', 'noticeBoard', 'targetedPush', 'other'];
const LIMIT_KINDS = ['workingDays', 'calendarDays', 'immediately', 'longTerm', 'annual', 'quarterly', 'monthly', 'postingPeriod'];
const WITH_DAYS = ['workingDays', 'calendarDays', 'postingPeriod'];
const FROM = ['formed', 'obtained', 'approved', 'decided', 'request', 'received', 'signed', 'surveyEnd', 'before', 'lastPublished'];
const LEVELS = ['county', 'township', 'village'];
const ENTRY_KEYS = ['code', 'level1', 'level2', 'elements', 'legalBasis', 'timeLimit', 'responsible', 'channels', 'audience', 'mode', 'levels', 'provenance'];
const OPTIONAL_KEYS = ['source', 'channelOther', 'audienceNote', 'note'];

interface Data {
  readonly [key: string]: unknown;
}

/** What one file contributes to the rules over all files. */
interface Seen {
  readonly codes: Set<string>;
  readonly fields: Set<string>;
}

/** Findings over `resources/catalogue/*.json`. */
export const catalogue: Check = {
  name: 'catalogue',
  run(project) {
    const seen: Seen = { codes: new Set(), fields: new Set() };
    return project.files
      .filter((file) => file.path.startsWith(FOLDER) && file.path.endsWith('.json'))
      .flatMap((file) => fileFaults(file, seen).map((message) => ({ file: file.path, line: 1, message }) satisfies Finding));
  },
};

function fileFaults(file: SourceFile, seen: Seen): readonly string[] {
  const data = parsed(file.text);
  if (data === null) return ['is not JSON'];
  const faults: string[] = [];
  if (file.text.includes('\ufffd')) faults.push('holds a replacement character');
  const field = isData(data.field) ? data.field : {};
  const code = String(field.code ?? '');
  if (!/^F\d{2}$/.test(code) || seen.fields.has(code)) faults.push(`field.code ${code} is malformed or not unique`);
  seen.fields.add(code);
  for (const key of ['name', 'nameEn', 'leadDepartment']) if (!isText(field[key])) faults.push(`field.${key} is missing`);
  if (!isTexts(data.sources)) faults.push('sources are missing');
  const entries = Array.isArray(data.entries) ? data.entries : [];
  if (entries.length === 0) faults.push('has no entries');
  const items = new Set<string>();
  entries.forEach((entry: unknown, index) => {
    const expected = `${code}-${String(index + 1).padStart(3, '0')}`;
    if (!isData(entry)) return faults.push(`${expected} is no entry`);
    const item = `${String(entry.level1)}|${String(entry.level2)}`;
    if (items.has(item)) faults.push(`${expected} repeats ${item}`);
    items.add(item);
    if (entry.code !== expected || seen.codes.has(expected)) faults.push(`${String(entry.code)} should be ${expected}`);
    seen.codes.add(expected);
    const sources = Array.isArray(data.sources) ? data.sources.length : 0;
    faults.push(...entryFaults(entry, sources).map((fault) => `${expected}: ${fault}`));
    return undefined;
  });
  return faults;
}

function entryFaults(entry: Data, sources: number): readonly string[] {
  const faults: string[] = [];
  for (const key of ENTRY_KEYS) if (!(key in entry)) faults.push(`${key} is missing`);
  for (const key of Object.keys(entry)) if (!ENTRY_KEYS.includes(key) && !OPTIONAL_KEYS.includes(key)) faults.push(`${key} is unknown`);
  if (!isText(entry.level1) || !isText(entry.level2)) faults.push('level1 or level2 is empty');
  for (const key of ['elements', 'legalBasis', 'responsible']) if (!isTexts(entry[key])) faults.push(`${key} is no list of texts`);
  if (!isTexts(entry.channels) || entry.channels.some((channel) => !CHANNELS.includes(channel))) faults.push('channels hold an unknown one');
  if (!isTexts(entry.levels) || entry.levels.some((level) => !LEVELS.includes(level))) faults.push('levels hold an unknown one');
  if (entry.audience !== 'public' && entry.audience !== 'specificGroup') faults.push('audience is unknown');
  if (entry.mode !== 'proactive' && entry.mode !== 'onRequest') faults.push('mode is unknown');
  const source = entry.source;
  const named = typeof source === 'number' && Number.isInteger(source) && source >= 0 && source < sources;
  if (entry.provenance === 'page' ? !named : entry.provenance !== 'memory' || source !== undefined) faults.push('provenance and source do not fit');
  faults.push(...limitFaults(isData(entry.timeLimit) ? entry.timeLimit : {}));
  return faults;
}

function limitFaults(limit: Data): readonly string[] {
  const faults: string[] = [];
  const kind = String(limit.kind);
  if (!isText(limit.text)) faults.push('timeLimit.text is empty');
  if (!LIMIT_KINDS.includes(kind)) faults.push(`timeLimit.kind ${kind} is unknown`);
  if (WITH_DAYS.includes(kind) ? !isDays(limit.days) : limit.days !== undefined) faults.push('timeLimit.days do not fit the kind');
  const counted = kind === 'workingDays' || kind === 'calendarDays';
  if ((counted || limit.from !== undefined) && !FROM.includes(String(limit.from))) faults.push('timeLimit.from is missing or unknown');
  return faults;
}

function parsed(text: string): Data | null {
  try {
    const data: unknown = JSON.parse(text);
    return isData(data) ? data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.trim() === value;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

function isDays(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 366;
}
