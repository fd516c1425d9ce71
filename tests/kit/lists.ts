/** Lists of the test county: frames of invented payees, and drafts of the acts of the story. */
import { batchRecordId, type SubsidyBatch, type SubsidyList } from '#domain/batch/batch.ts';
import { randomCode } from '#domain/code.ts';
import { hashOf, type Sha256 } from '#domain/hash.ts';
import type { Json } from '#domain/json.ts';
import { rowAmountFen } from '#domain/money/fen.ts';
import { currentContentHash } from '#domain/notice/content.ts';
import type { NoticeHead } from '#domain/notice/notice.ts';
import { frameTotals, currentTotals } from '#domain/notice/totals.ts';
import type { RecordId } from '#domain/record/record.ts';
import { frameHash, type Frame, type FrameRef } from '#domain/roster/frame.ts';
import type { Draft, TestCounty } from './county.ts';
import { PROGRAMME, TOWNSHIP, type PersonName, type Village } from './people.ts';

export const HEAD: NoticeHead = {
  title: '样例村2021年耕地地力保护补贴公示', basisText: '样例方案', periodMode: 'pen', periodStart: null, periodEnd: null, objectionDeadline: null,
  objectionOffice: '样例镇农业办', objectionPhone: '0790-0000001', supervisionPhone: '12345', bodyText: '',
};

export interface MadeFrames {
  readonly frames: readonly Frame[];
  readonly refs: readonly FrameRef[];
  readonly pieces: readonly Sha256[];
}

/** Frames of `rows` payees; row ids start with `prefix`. */
export function makeFrames(rows: number, prefix = 'r', village?: string, perFrame = 500): MadeFrames {
  const frames: Frame[] = [];
  const refs: FrameRef[] = [];
  for (let from = 0; from < rows; from += perFrame) {
    const count = Math.min(perFrame, rows - from);
    const numbers = Array.from({ length: count }, (_, index) => from + index);
    const areas = numbers.map((number) => 1000 + ((number * 377) % 9000));
    const ids = numbers.map((number) => `${prefix}-${number}`);
    const base = { v: 1, ids, sheetRows: numbers.map((number) => number + 5) } as const;
    const frame: Frame = {
      ...base, class: 'list', salt: hashOf([prefix, from, 'list']).slice(0, 32),
      columns: {
        payeeName: numbers.map((number) => `样例户${number}`),
        group: numbers.map((number) => `${(number % 8) + 1}组`),
        subsidisedArea: areas,
        rate: numbers.map(() => 10_862),
        amount: areas.map((area) => rowAmountFen(area, 10_862)),
      },
    };
    const person: Frame = { ...base, class: 'person', salt: hashOf([prefix, from, 'person']).slice(0, 32), columns: { idNumber: numbers.map(() => '369901190001010000') } };
    frames.push(frame, person);
    const amounts = frame.columns.amount ?? [];
    refs.push({
      list: frameHash(frame), person: frameHash(person), rows: count,
      areaMilliMu: areas.reduce((sum, area) => sum + area, 0),
      amountFen: amounts.reduce<number>((sum, amount) => sum + Number(amount), 0),
      ...(village === undefined ? {} : { village }),
    });
  }
  return { frames, refs, pieces: refs.flatMap((ref) => [ref.list, ref.person]) };
}

export const LIST = 'subsidyList:list1';
export const NOTICE = 'subsidyNotice:n1';

export const BATCH: SubsidyBatch = { township: TOWNSHIP, programme: PROGRAMME.code, programmeVersion: 1, years: [2021], batchNo: 1, title: '2021年耕地地力保护补贴' };
export const BATCH_ID: RecordId = batchRecordId(BATCH.township, BATCH.programme, BATCH.years, BATCH.batchNo);

export function listValue(refs: readonly FrameRef[]): SubsidyList {
  return { batch: BATCH_ID, draftNo: 1, source: { sha256: hashOf('file'), sheet: 'Sheet1' }, frames: refs, totals: frameTotals(refs), accepted: [], notices: [] };
}

function json(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

/** A village clerk imports the village's own list and gets a draft notice. */
export function villageImport(made: MadeFrames, by: PersonName = 'stoneClerk', ids: { list: RecordId; notice: RecordId } = { list: LIST, notice: NOTICE }): Draft {
  return {
    kind: 'subsidyList', verb: 'import', by, touches: [ids.list, BATCH_ID, ids.notice], pieces: made.pieces,
    args: { batch: json(BATCH), list: json(listValue(made.refs)), notice: { stage: 'secondPosting', head: json(HEAD) } },
  };
}

/** A township clerk imports a list of several villages. */
export function townshipImport(made: MadeFrames, by: PersonName = 'townClerk', list: RecordId = LIST): Draft {
  return { kind: 'subsidyList', verb: 'import', by, touches: [list, BATCH_ID], pieces: made.pieces, args: { batch: json(BATCH), list: json(listValue(made.refs)) } };
}

/** One draft notice for each village of the list, `subsidyNotice:<village>`. */
export function splitDraft(villages: readonly Village[], by: PersonName = 'townClerk', list: RecordId = LIST): Draft {
  return {
    kind: 'subsidyList', verb: 'split', by, touches: [list, BATCH_ID, ...villages.map((village) => `subsidyNotice:${village}`)],
    args: { notices: villages.map((village) => ({ id: `subsidyNotice:${village}`, village, stage: 'secondPosting', head: json(HEAD) })) },
  };
}

/** The drafts of everything that can be done with notices, over what the county holds at this moment. */
export function noticeDrafts(county: TestCounty, notices: readonly RecordId[] = [NOTICE]): {
  readonly contents: { readonly [notice: RecordId]: Sha256 };
  submit(by: PersonName): Draft;
  approve(by: PersonName, step: string): Draft;
  sign(by: PersonName): Draft;
  sendBack(by: PersonName, step: string, reason?: string): Draft;
  paper(by: PersonName, role: string, signer: string): Draft;
  confirm(by: PersonName): Draft;
  print(by: PersonName): Draft;
  post(by: PersonName, board: string, start?: string): Draft;
  reopen(by: PersonName): Draft;
  withdraw(by: PersonName): Draft;
} {
  const world = county.world();
  const contents = Object.fromEntries(notices.map((notice) => [notice, currentContentHash(county.record(notice, 'subsidyNotice'), world) ?? '']));
  const draft = (verb: string, by: PersonName, args: Draft['args'], pieces: readonly Sha256[] = []): Draft => ({ kind: 'subsidyNotice', verb, by, touches: notices, args, pieces });
  const totals = (): Json => json(Object.fromEntries(notices.map((notice) => [notice, currentTotals(county.record(notice, 'subsidyNotice'), world) ?? {}])));
  const pdf = hashOf('pdf');
  const photo = hashOf('photo');
  const codes = Object.fromEntries(notices.map((notice, index) => [notice, randomCode({ bytes: (length) => Uint8Array.from({ length }, (_, at) => at + index) }, 13)]));
  return {
    contents,
    submit: (by) => draft('submit', by, { contents, totals: totals() }),
    approve: (by, step) => draft('approve', by, { step, contents }),
    sign: (by) => draft('sign', by, { contents, codes, serials: Object.fromEntries(notices.map((notice, index) => [notice, `S-${index + 1}`])) }),
    sendBack: (by, step, reason = '请核对合计') => draft('return', by, { step, reason }),
    paper: (by, role, signer) => draft('recordPaperSignature', by, { role, signer, signedOn: county.day, contents }),
    confirm: (by) => draft('confirm', by, { contents }),
    print: (by) => draft('print', by, { contents, pdf: { sha256: pdf, mime: 'application/pdf', bytes: 1000 }, pages: 20 }, [pdf]),
    post: (by, board, start = county.day) => draft('post', by, { contents, board, place: '村部', start, photo: { sha256: photo, mime: 'image/jpeg', bytes: 1000 } }, [photo]),
    reopen: (by) => draft('reopen', by, { reason: '漏了一户' }),
    withdraw: (by) => draft('withdraw', by, { reason: '重新核对' }),
  };
}
