/** The link between a desk and its county: real messages, checked on both sides, over a line that cuts and repeats. */
import type { Act } from '#domain/act/act.ts';
import { LinkFailed, type Link } from '#renderer/sync/link.ts';
import { actsRequest, actsResponse, changeLine, type ChangeLine, type WireAct } from '#wire/exchange/messages.ts';
import { PROTOCOL_VERSION } from '#wire/exchange/version.ts';
import type { Scope } from '#county/exchange/store.ts';
import type { SimCounty } from './county.ts';

export type LineFault = 'none' | 'cutBefore' | 'cutAfter' | 'twice';

export interface LinkPorts {
  readonly county: SimCounty;
  readonly desk: string;
  readonly office: string;
  /** What befalls the next call. */
  readonly fault: () => LineFault;
  /** Where in a stream of so many lines the line breaks; null: it does not. */
  readonly breakAt: (lines: number) => number | null;
  /** Widens the scope or drops lines, in mutants. */
  readonly bendScope?: (scope: Scope) => Scope;
  readonly bendLines?: (lines: readonly ChangeLine[]) => readonly ChangeLine[];
}

const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

export function faultyLink(ports: LinkPorts): Link {
  const { county, desk, office } = ports;
  const scope = async (): Promise<Scope> => {
    const own = await county.scope(desk, office);
    return ports.bendScope?.(own) ?? own;
  };
  const through = async <T>(work: () => Promise<T>): Promise<T> => {
    const fault = ports.fault();
    if (fault === 'cutBefore') throw new LinkFailed('cut before');
    const first = await work();
    const answer = fault === 'twice' ? await work() : first;
    if (fault === 'cutAfter') throw new LinkFailed('cut after');
    return answer;
  };
  return {
    connect: () => through(async () => ({ day: county.exchange.today(), epoch: await county.epoch() })),
    putPiece: (hash, pieceClass, bytes) =>
      through(async () => {
        const answer = await county.exchange.putPiece(desk, { hash, class: pieceClass, bytes: Uint8Array.from(bytes) });
        if (!answer.taken) throw new Error(`the county refused a piece: ${answer.flaw}`);
      }),
    postActs: (acts: readonly Act[]) =>
      through(async () => {
        const asked = actsRequest.parse(overTheWire({ version: PROTOCOL_VERSION, acts }));
        const receipts = await county.exchange.push(asked.acts as WireAct[]);
        return actsResponse.parse(overTheWire({ version: PROTOCOL_VERSION, receipts })).receipts;
      }),
    async *changes(after) {
      const all = await through(async () => {
        const lines: ChangeLine[] = [];
        for await (const line of county.exchange.changes(await scope(), after)) lines.push(line);
        return lines;
      });
      const lines = ports.bendLines?.(all) ?? all;
      const end = ports.breakAt(lines.length);
      for (const [at, line] of lines.entries()) {
        if (at === end) throw new LinkFailed('the stream broke off');
        yield changeLine.parse(overTheWire(line));
      }
    },
    getPiece: (hash) =>
      through(async () => {
        const piece = await county.exchange.openPiece(await scope(), hash);
        if (!piece) return 'denied';
        const bytes = await county.exchange.pieceBytes(hash);
        return bytes ? { bytes } : 'missing';
      }),
  };
}
