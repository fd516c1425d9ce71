/** `/exchange/…`: the crossing between desks and county. The token is checked before any body is read. */
import { gunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Json } from '#domain/json.ts';
import { actsEnvelope, enrolRequest, keyRequest, nonceRequest, tokenRequest, type ChangeLine } from '#wire/exchange/messages.ts';
import { MIN_SUPPORTED, PROTOCOL_VERSION } from '#wire/exchange/version.ts';
import type { Access, AccessFault } from '../exchange/access.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { readSent } from '../exchange/sent.ts';
import type { Scope, TokenRow } from '../exchange/store.ts';
import { refuse } from './answers.ts';

const unzip = promisify(gunzip);

const PIECE_BYTES = 32 * 1024 * 1024;
const ACTS_BYTES = 16 * 1024 * 1024;

export interface ExchangeRoutes {
  readonly exchange: Exchange;
  readonly access: Access;
  /** Whether a page of the origin may call, by the host name the county was called by; exact. */
  readonly origins: (origin: string, host: string) => boolean;
}

const STATUS: { readonly [fault in AccessFault]: number } = {
  codeWrong: 403,
  codeUsed: 403,
  codeExpired: 403,
  tooManyTries: 429,
  keyInvalid: 400,
  nonceWrong: 401,
  deskRevoked: 403,
  accountUnknown: 404,
  passwordWrong: 401,
  outsideScope: 403,
};

/** The body as the message says it, or undefined after a 400. */
function read<S extends z.ZodType>(schema: S, request: FastifyRequest, reply: FastifyReply): z.infer<S> | undefined {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  void refuse(reply, 400, 'messageMalformed', { at: where.slice(0, 80) });
  return undefined;
}

function openRoutes(app: FastifyInstance, { exchange, access }: ExchangeRoutes): void {
  const strict = { config: { rateLimit: { max: 120, timeWindow: '1 minute' } }, bodyLimit: 16 * 1024 };
  app.post('/enrol', strict, async (request, reply) => {
    const body = read(enrolRequest, request, reply);
    if (!body) return reply;
    const made = await access.enrol({ code: body.code, name: body.desk.name, publicKey: body.desk.publicKey }, request.ip);
    return 'fault' in made ? refuse(reply, STATUS[made.fault], made.fault) : made.granted;
  });
  app.post('/nonce', strict, async (request, reply) => {
    const body = read(nonceRequest, request, reply);
    return body ? { nonce: await access.nonce(body.desk) } : reply;
  });
  app.post('/token', strict, async (request, reply) => {
    const body = read(tokenRequest, request, reply);
    if (!body) return reply;
    const made = await access.token(body);
    if ('fault' in made) return refuse(reply, STATUS[made.fault], made.fault);
    const { epoch } = await exchange.countyData();
    return { ...made.granted, day: exchange.today(), epoch };
  });
}

/** Checks the token in onRequest, which runs before the body is parsed; keeps the desk for the handlers. */
function bearerCheck(app: FastifyInstance, access: Access): (request: FastifyRequest) => TokenRow {
  const desks = new WeakMap<FastifyRequest, TokenRow>();
  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'OPTIONS') return;
    const token = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
    const found = token === undefined ? ({ fault: 'tokenMissing' } as const) : await access.bearer(token);
    if ('granted' in found) {
      desks.set(request, found.granted);
      return;
    }
    // The body stays unread, so the connection cannot be used again.
    if (request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined) reply.header('connection', 'close');
    await refuse(reply, found.fault === 'deskRevoked' ? 403 : 401, found.fault);
  });
  return (request) => {
    const desk = desks.get(request);
    if (!desk) throw new Error('a handler ran without its token check');
    return desk;
  };
}

async function* lines(changes: AsyncIterable<ChangeLine>): AsyncGenerator<string> {
  for await (const line of changes) yield `${JSON.stringify(line)}\n`;
}

function actRoutes(app: FastifyInstance, { exchange, access }: ExchangeRoutes, deskOf: (request: FastifyRequest) => TokenRow): void {
  const scopeOf = (request: FastifyRequest): Promise<Scope> => exchange.scope(deskOf(request).desk, deskOf(request).office);
  app.post('/acts', { bodyLimit: ACTS_BYTES }, async (request, reply) => {
    const body = read(actsEnvelope, request, reply);
    if (!body) return reply;
    if (body.version < MIN_SUPPORTED) return refuse(reply, 426, 'programTooOld', { minSupported: MIN_SUPPORTED });
    const { desk } = deskOf(request);
    const sent = body.acts.flatMap((act) => readSent(act as Json) ?? []);
    // One without a place has no receipt and stops no other; the desk hears of it as the gap it leaves in its chain.
    if (sent.length === 0 && body.acts.length > 0) return refuse(reply, 400, 'messageMalformed', { at: 'acts' });
    if (sent.some((act) => act.desk !== desk)) return refuse(reply, 403, 'outsideScope');
    return { version: PROTOCOL_VERSION, receipts: await exchange.take(sent) };
  });
  app.get('/changes', async (request, reply) => {
    const query = z.object({ after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0) }).safeParse(request.query);
    if (!query.success) return refuse(reply, 400, 'messageMalformed', { at: 'after' });
    reply.type('application/x-ndjson; charset=utf-8').header('cache-control', 'no-store');
    return reply.send(Readable.from(lines(exchange.changes(await scopeOf(request), query.data.after))));
  });
  app.post('/keys', { config: { rateLimit: { max: 60, timeWindow: '1 minute' } }, bodyLimit: 16 * 1024 }, async (request, reply) => {
    const body = read(keyRequest, request, reply);
    if (!body) return reply;
    const made = await access.certifyKey(deskOf(request), body);
    return 'fault' in made ? refuse(reply, STATUS[made.fault], made.fault) : { account: body.account, ...made.granted };
  });
  pieceRoutes(app, exchange, { deskOf, scopeOf });
}

interface Asking {
  readonly deskOf: (request: FastifyRequest) => TokenRow;
  readonly scopeOf: (request: FastifyRequest) => Promise<Scope>;
}

const hashParam = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) });
const classQuery = z.object({ class: z.enum(['list', 'person', 'attachment']) });

async function plainBytes(request: FastifyRequest): Promise<Buffer | undefined> {
  if (!Buffer.isBuffer(request.body)) return undefined;
  if (request.headers['content-encoding'] !== 'gzip') return request.body;
  try {
    return await unzip(request.body, { maxOutputLength: PIECE_BYTES });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

function pieceRoutes(app: FastifyInstance, exchange: Exchange, asking: Asking): void {
  app.put('/pieces/:hash', { bodyLimit: PIECE_BYTES }, async (request, reply) => {
    const params = hashParam.safeParse(request.params);
    const query = classQuery.safeParse(request.query);
    const bytes = await plainBytes(request);
    if (!params.success || !query.success || !bytes) return refuse(reply, 400, 'messageMalformed');
    const taken = await exchange.putPiece(asking.deskOf(request).desk, { hash: params.data.hash, class: query.data.class, bytes });
    if (!taken.taken) return refuse(reply, 422, 'pieceInvalid', { flaw: taken.flaw });
    return reply.code(taken.isNew ? 201 : 200).send({ sha256: params.data.hash });
  });
  app.get('/pieces/:hash', { exposeHeadRoute: true }, async (request, reply) => {
    const params = hashParam.safeParse(request.params);
    if (!params.success) return refuse(reply, 404, 'notFound');
    const piece = await exchange.openPiece(await asking.scopeOf(request), params.data.hash);
    if (!piece) return refuse(reply, 404, 'notFound');
    const range = rangeOf(request.headers.range, piece.bytes);
    if (range === 'invalid') return refuse(reply.header('content-range', `bytes */${piece.bytes}`), 416, 'rangeInvalid');
    const bytes = await exchange.pieceBytes(piece.sha256, range);
    if (!bytes) return refuse(reply, 404, 'notFound');
    reply.type('application/octet-stream').header('accept-ranges', 'bytes').header('cache-control', 'no-store');
    if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${piece.bytes}`);
    return reply.send(Buffer.from(bytes));
  });
}

/** One range of a `range` header; several ranges are answered whole. */
export function rangeOf(header: string | undefined, size: number): { readonly start: number; readonly end: number } | undefined | 'invalid' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(size - 1, Number(match[2]));
  return start > end || start >= size ? 'invalid' : { start, end };
}

/** Registers the exchange under the app's prefix. */
export async function exchangeRoutes(app: FastifyInstance, parts: ExchangeRoutes): Promise<void> {
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  await app.register(cors, {
    delegator: (request, done) => {
      const { origin, host } = request.headers;
      const known = origin !== undefined && parts.origins(origin, host ?? '');
      done(null, {
        origin: known ? origin : false,
        methods: ['GET', 'HEAD', 'POST', 'PUT'],
        allowedHeaders: ['authorization', 'content-type', 'content-encoding', 'range'],
        exposedHeaders: ['content-range', 'accept-ranges', 'retry-after'],
        maxAge: 600,
      });
    },
  });
  await app.register(rateLimit, {
    max: 3000,
    timeWindow: '1 minute',
    // Thrown into the error handler, which sends the refusal.
    errorResponseBuilder: (_request, context) => Object.assign(new Error('rate limit'), { statusCode: context.statusCode }),
  });
  openRoutes(app, parts);
  await app.register(async (inner) => {
    const deskOf = bearerCheck(inner, parts.access);
    actRoutes(inner, parts, deskOf);
    // Whatever else is asked for under /exchange/: first the token, then that there is nothing.
    inner.route({ method: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH'], url: '/*', handler: (_request, reply) => refuse(reply, 404, 'notFound') });
  });
}
