/** The act that brings a list in: frames as pieces, the batch it belongs to, and for a village its draft notice. Pure. */
import { batchRecordId, type SubsidyBatch, type SubsidyList } from '#domain/batch/batch.ts';
import { frameTotals } from '#domain/notice/totals.ts';
import type { NoticeHead } from '#domain/notice/notice.ts';
import type { Programme } from '#domain/programme/programme.ts';
import type { CountyRules } from '#domain/office/rules.ts';
import type { Office } from '#domain/office/office.ts';
import type { Json } from '#domain/json.ts';
import { recordId, type RecordId } from '#domain/record/record.ts';
import type { PackedList } from '#renderer/import/importList.ts';
import type { ImportSummary } from '#renderer/import/pipeline.ts';
import type { ActDraft, Person } from '#renderer/session/desk.ts';
import type { useText } from '#renderer/ui/text.ts';
import type { WizardDraft } from './draft.ts';

type Say = ReturnType<typeof useText>;

export interface Importing {
  readonly key: string;
  readonly draft: WizardDraft;
  readonly programme: Programme;
  readonly year: number;
  readonly person: Person;
  readonly rules: CountyRules;
  readonly summary: ImportSummary;
  readonly packed: PackedList;
  /** Lists this batch already has. */
  readonly listsBefore: number;
}

export function importAct(from: Importing, t: Say): ActDraft {
  const { key, draft, programme, year, person, summary, packed } = from;
  const township = person.office.level === 'village' ? (person.office.parent ?? person.office.id) : person.office.id;
  const batch: SubsidyBatch = {
    township, programme: programme.code, programmeVersion: programme.version, years: [year], batchNo: draft.batchNo,
    title: t(draft.batchNo > 1 ? 'wizard.batchTitleOf' : 'wizard.batchTitle', { year, programme: programme.name, batch: draft.batchNo }),
  };
  const batchId = batchRecordId(township, programme.code, [year], draft.batchNo);
  const list: SubsidyList = {
    batch: batchId,
    draftNo: from.listsBefore + 1,
    // The sheet's name is kept, the file's is not: it can name a person.
    source: { sha256: summary.source.sha256, sheet: summary.sheets.map((sheet) => sheet.name).join(' ').slice(0, 100) },
    frames: packed.frames,
    totals: frameTotals(packed.frames),
    accepted: [],
    notices: [],
  };
  const collects = person.office.level === 'village';
  const notice = collects ? { stage: draft.stage, head: { ...firstHead({ programme, year, batchNo: draft.batchNo, office: person.office, rules: from.rules }, t) } } : undefined;
  const touches: RecordId[] = [recordId('subsidyList', key), batchId, ...(collects ? [recordId('subsidyNotice', key)] : [])];
  const args = { batch: batch as unknown as Json, list: list as unknown as Json, ...(notice ? { notice: notice as unknown as Json } : {}) };
  return { kind: 'subsidyList', verb: 'import', touches, args, pieces: packed.pieces };
}

export interface FirstHead {
  readonly programme: Programme;
  readonly year: number;
  readonly batchNo: number;
  /** Whose notice it will be. */
  readonly office: Office;
  readonly rules: CountyRules;
}

/** What a notice says before anybody edits it; everything known is filled in. */
export function firstHead({ programme, year, batchNo, office, rules }: FirstHead, t: Say): NoticeHead {
  return {
    title: t(batchNo > 1 ? 'wizard.noticeTitleOf' : 'wizard.noticeTitle', { office: office.name, year, programme: programme.name, batch: batchNo }),
    basisText: t('wizard.basis', { basis: programme.basisText, number: programme.documentNumber }),
    periodMode: 'pen',
    periodStart: null,
    periodEnd: null,
    objectionDeadline: null,
    objectionOffice: office.name,
    objectionPhone: office.phone ?? '',
    supervisionPhone: rules.supervisionPhone,
    bodyText: '',
  };
}
