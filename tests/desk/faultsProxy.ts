/** A wire between desk and county that can be cut at a byte: a TCP proxy that counts what it carries in each direction. */
import { connect, createServer, type Socket } from 'node:net';

export type Way = 'up' | 'down';

export interface Wire {
  /** What a desk takes for the county. */
  readonly origin: string;
  /** Bytes carried since the start: up to the county, down to the desk. */
  carried(): { readonly up: number; readonly down: number };
  /** Lets so many more bytes through that way, then cuts every connection and lets none in; resolves when it cuts. */
  cutAfter(way: Way, bytes: number): Promise<void>;
  /** The same, but carries on: resolves once so many more bytes have gone that way. */
  reached(way: Way, bytes: number): Promise<void>;
  /** Cuts now. */
  cut(): void;
  /** Lets everything through again. */
  mend(): void;
  close(): Promise<void>;
}

interface Watch {
  readonly way: Way;
  left: number;
  readonly cuts: boolean;
  readonly tell: () => void;
}

export async function wireTo(countyPort: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  const carried = { up: 0, down: 0 };
  let watches: Watch[] = [];
  let whole = true;
  const cut = (): void => {
    whole = false;
    for (const socket of sockets) socket.resetAndDestroy();
  };
  /** How much of a part may pass, and what happens when it has. */
  const carry = (way: Way, part: Buffer, to: Socket): void => {
    const limit = Math.min(part.length, ...watches.filter((watch) => watch.way === way && watch.cuts).map((watch) => watch.left));
    to.write(part.subarray(0, limit));
    carried[way] += limit;
    const due: Watch[] = [];
    for (const watch of watches) {
      if (watch.way !== way) continue;
      watch.left -= limit;
      if (watch.left <= 0) due.push(watch);
    }
    watches = watches.filter((watch) => !due.includes(watch));
    if (due.some((watch) => watch.cuts)) cut();
    for (const watch of due) watch.tell();
  };
  const server = createServer((desk) => {
    if (!whole) {
      desk.resetAndDestroy();
      return;
    }
    const county = connect(countyPort, '127.0.0.1');
    join(desk, county, (part) => carry('up', part, county));
    join(county, desk, (part) => carry('down', part, desk));
  });
  const join = (from: Socket, other: Socket, take: (part: Buffer) => void): void => {
    sockets.add(from);
    from.setNoDelay(true);
    from.on('data', take);
    // A wire that breaks is what this is for; the other end learns of it by its own connection.
    from.on('error', () => other.destroy());
    from.on('end', () => other.end());
    from.on('close', () => {
      sockets.delete(from);
      other.destroy();
    });
  };
  const watch = (way: Way, bytes: number, cuts: boolean): Promise<void> => new Promise((resolve) => {
    watches.push({ way, left: bytes, cuts, tell: resolve });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    carried: () => ({ ...carried }),
    cutAfter: (way, bytes) => watch(way, bytes, true),
    reached: (way, bytes) => watch(way, bytes, false),
    cut,
    mend: () => {
      whole = true;
      watches = [];
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
