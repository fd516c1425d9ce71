/**
 * The independent model: what the county's records should say, computed from the applied acts alone. It knows nothing of
 * `decide`: it imports types only, and keeps plain maps.
 */
import type { Act } from '#domain/act/act.ts';
import type { Json } from '#domain/json.ts';

type Fields = { [field: string]: Json };

interface FieldEdit {
  readonly set: Fields;
  readonly was: Fields;
  /** Fields that must agree. */
  readonly group: readonly string[];
}

export interface ModelNotice {
  head: Fields;
  state: string;
  drafter: string;
  frames: readonly string[];
  approvals: { readonly step: string; readonly by: string }[];
  postings: number;
  boardsAsked: number;
}

export class Model {
  readonly notices = new Map<string, ModelNotice>();
  readonly cells = new Map<string, Fields>();
  readonly aside = new Set<string>();
  /** Values that lost, by the act that brought them. */
  readonly losers = new Map<string, Fields>();
  readonly faults: string[] = [];

  /** Takes the next act of the county's order that was applied or clashed. */
  take(act: Act, clashed: boolean): void {
    const handler = HANDLERS[`${act.kind}.${act.verb}`];
    if (!handler) this.faults.push(`the model does not know ${act.kind}.${act.verb}`);
    else handler(this, act, clashed);
  }

  notice(id: string, act: Act): ModelNotice {
    const found = this.notices.get(id);
    if (!found) throw new Error(`${act.verb} was applied to ${id}, which nobody made`);
    return found;
  }

  expect(holds: boolean, what: string): void {
    if (!holds) this.faults.push(what);
  }

  /** Field by field: what the actor had seen must still stand, or (in a group) the whole group loses. */
  merge(current: Fields, edit: FieldEdit, act: Act, clashed: boolean): void {
    const lost: Fields = {};
    for (const unit of unitsOf(Object.keys(edit.set), edit.group)) {
      const moved = [...unit.all, ...unit.names].some((field) => !equal(current[field], edit.was[field]) && !(field in edit.set && equal(current[field], edit.set[field])));
      for (const field of unit.names) {
        if (moved) lost[field] = edit.set[field] ?? null;
        else current[field] = edit.set[field] ?? null;
      }
    }
    this.expect(clashed === Object.keys(lost).length > 0, `act ${act.id}: clashed is ${clashed}, but the model says ${JSON.stringify(lost)}`);
    if (Object.keys(lost).length > 0) this.losers.set(act.id, lost);
  }
}

function equal(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

function unitsOf(names: readonly string[], group: readonly string[]): { names: readonly string[]; all: readonly string[] }[] {
  const together = names.filter((name) => group.includes(name));
  const single = names.filter((name) => !group.includes(name)).map((name) => ({ names: [name], all: [] }));
  return together.length > 0 ? [{ names: together, all: group }, ...single] : single;
}

const PERIOD = ['periodMode', 'periodStart', 'periodEnd', 'objectionDeadline'];
const AMOUNT = ['subsidisedArea', 'quantity', 'rate', 'amount'];

function fieldsOf(value: Json | undefined): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? ({ ...value } as Fields) : {};
}

function rowsOf(act: Act): readonly { readonly row: string; readonly set?: Json; readonly was?: Json }[] {
  const rows = act.args['rows'];
  return Array.isArray(rows) ? (rows as unknown as { row: string; set?: Json; was?: Json }[]) : [];
}

function newNotice(model: Model, id: string, act: Act, from: { readonly head: Json | undefined; readonly frames: readonly string[] }): void {
  model.expect(!model.notices.has(id), `${id} was made twice`);
  model.notices.set(id, { head: fieldsOf(from.head), state: 'draft', drafter: act.actor, frames: from.frames, approvals: [], postings: 0, boardsAsked: 2 });
}

function framesOf(list: Json | undefined): { readonly list: string; readonly village?: string }[] {
  const frames = fieldsOf(list)['frames'];
  return Array.isArray(frames) ? (frames as unknown as { list: string; village?: string }[]) : [];
}

const lists = new WeakMap<Model, Map<string, { readonly list: string; readonly village?: string }[]>>();

const HANDLERS: { readonly [verb: string]: ((model: Model, act: Act, clashed: boolean) => void) | undefined } = {
  'subsidyList.import': (model, act) => {
    const known = lists.get(model) ?? new Map();
    lists.set(model, known.set(act.touches[0]?.record ?? '', framesOf(act.args['list'])));
    const notice = act.args['notice'];
    const id = act.touches[2]?.record;
    if (notice !== undefined && id !== undefined) newNotice(model, id, act, { head: fieldsOf(notice)['head'], frames: framesOf(act.args['list']).map((frame) => frame.list) });
  },
  'subsidyList.split': (model, act) => {
    const frames = lists.get(model)?.get(act.touches[0]?.record ?? '') ?? [];
    const made = act.args['notices'] as unknown as { id: string; village: string; head: Json }[];
    for (const { id, village, head } of made) newNotice(model, id, act, { head, frames: frames.filter((frame) => frame.village === village).map((frame) => frame.list) });
  },
  'subsidyNotice.edit': (model, act, clashed) => {
    const notice = model.notice(act.touches[0]?.record ?? '', act);
    model.expect(notice.state === 'draft', `${act.id} edited a head in state ${notice.state}`);
    model.merge(notice.head, { set: fieldsOf(act.args['set']), was: fieldsOf(act.args['was']), group: PERIOD }, act, clashed);
  },
  'rosterRow.edit': (model, act, clashed) => {
    const holder = model.notice(act.touches.at(-1)?.record ?? '', act);
    model.expect(holder.state === 'draft', `${act.id} edited a row in state ${holder.state}`);
    for (const { row, set, was } of rowsOf(act)) {
      const cells = model.cells.get(row) ?? {};
      model.cells.set(row, cells);
      model.merge(cells, { set: fieldsOf(set), was: fieldsOf(was), group: AMOUNT }, act, clashed);
    }
  },
  'rosterRow.setAside': (model, act) => {
    model.expect(model.notice(act.touches.at(-1)?.record ?? '', act).state === 'draft', `${act.id} set a row aside too late`);
    for (const { row } of rowsOf(act)) model.aside.add(row);
  },
  'rosterRow.restore': (model, act) => {
    for (const { row } of rowsOf(act)) model.aside.delete(row);
  },
  'subsidyNotice.submit': (model, act) => {
    for (const { record } of act.touches) {
      const notice = model.notice(record, act);
      model.expect(notice.state === 'draft', `${record} was submitted in state ${notice.state}`);
      Object.assign(notice, { state: 'reviewing', approvals: [] });
    }
  },
  'subsidyNotice.approve': (model, act) => approve(model, act, 2),
  'subsidyNotice.sign': (model, act) => {
    approve(model, act, 3);
    for (const { record } of act.touches) {
      const notice = model.notice(record, act);
      model.expect(notice.drafter !== act.actor, `${act.actor} drafted and signed ${record}`);
      model.expect(new Set(notice.approvals.map((approval) => approval.by)).size >= 2, `${record} was signed by one person alone`);
      notice.state = 'signed';
    }
  },
  'subsidyNotice.return': (model, act) => {
    for (const { record } of act.touches) Object.assign(model.notice(record, act), { state: 'draft', approvals: [] });
  },
  'subsidyNotice.recordPaperSignature': () => {},
  'subsidyNotice.confirm': () => {},
  'subsidyNotice.print': (model, act) => {
    const notice = model.notice(act.touches[0]?.record ?? '', act);
    model.expect(['signed', 'printed', 'posting'].includes(notice.state), `printed in state ${notice.state}`);
    if (notice.state === 'signed') notice.state = 'printed';
  },
  'subsidyNotice.post': (model, act) => {
    const notice = model.notice(act.touches[0]?.record ?? '', act);
    model.expect(['printed', 'posting'].includes(notice.state), `posted in state ${notice.state}`);
    notice.postings += 1;
    if (notice.postings >= notice.boardsAsked) notice.state = 'posting';
  },
  'clash.settle': (model, act) => {
    if (act.args['chosen'] !== 'losing') return;
    const [, of = ''] = act.touches.map((touch) => touch.record);
    const lost = model.losers.get(clashOf(act));
    const target = of.startsWith('rosterRow:') ? model.cells.get(of.slice('rosterRow:'.length)) : model.notices.get(of)?.head;
    model.expect(target !== undefined, `${act.id} settled a clash on ${of}, which is not there`);
    if (!target) return;
    model.expect(lost !== undefined, `${act.id} settled a clash that the model never saw`);
    // An edit of the story is about one field or one group, so that an act has one clash at most.
    Object.assign(target, lost);
  },
};

/** `clash:<act id>` with a suffix for each clash but the first. */
function clashOf(act: Act): string {
  const name = act.touches[0]?.record.slice('clash:'.length) ?? '';
  return name.split('.')[0] ?? name;
}

/** Each act of approval covers the next step, and those after it that the same person holds. */
function approve(model: Model, act: Act, last: number): void {
  for (const { record } of act.touches) {
    const notice = model.notice(record, act);
    model.expect(notice.state === 'reviewing', `${act.verb} in state ${notice.state}`);
    const steps = ['review', 'secrecyReview', 'sign'];
    const next = steps[notice.approvals.length];
    model.expect(act.verb === 'sign' ? notice.approvals.length < last : next === act.args['step'], `${act.actor} took ${String(act.args['step'])} when ${next} was due`);
    notice.approvals.push({ step: next ?? 'sign', by: act.actor });
  }
}
