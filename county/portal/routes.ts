/** The public pages as a Fastify plugin: server-rendered, no JavaScript, nothing read but what is published. */
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Day } from '#domain/calendar/day.ts';
import { normaliseCode, SHEET_CODE_LENGTH } from '#domain/code.ts';
import type { Clock } from '#domain/ports.ts';
import { framed, isIndexed, t, type Page } from './frame.ts';
import { MinuteLimiter } from './limiter.ts';
import { html } from './markup.ts';
import { noticePage } from './noticePage.ts';
import type { PortalReader } from './reader.ts';
import { STYLESHEET } from './style.ts';
import { topicPage } from './topicPage.ts';
import { answerPage, askPage, type Answer } from './verifyPage.ts';

export interface PortalDeps {
  readonly reader: PortalReader;
  /** Today in Shanghai, by the county's clock. */
  today(): Day;
  /** Milliseconds that never go backwards would do; only differences are used. */
  readonly clock: Clock;
}

const ANSWERS_PER_MINUTE = 30;
/** No answer comes earlier than this, so that its time says nothing about the code. */
const ANSWER_MS = 150;
const PATH_MAX = 200;

/** On every page: no script, nothing from elsewhere, never inside a frame. */
export const PORTAL_HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
} as const;

/** Registers `/`, `/notice/:id`, `/v`, `/v/:code`, `/portal.css`, `/robots.txt`. Await it, or register it as a plugin. */
export async function portalRoutes(app: FastifyInstance, deps: PortalDeps): Promise<void> {
  const limiter = new MinuteLimiter(deps.clock, ANSWERS_PER_MINUTE);
  app.get('/', async (request, reply) => showTopic(request, reply, deps));
  app.get<{ Params: { id: string } }>('/notice/:id', async (request, reply) => showNotice(request.params.id, reply, deps));
  app.get('/v', async (request, reply) => {
    const typed = queryText(request, 'code');
    return typed === '' ? show(reply, deps, askPage()) : answer({ request, reply, typed }, deps, limiter);
  });
  app.get<{ Params: { code: string } }>('/v/:code', async (request, reply) => answer({ request, reply, typed: request.params.code }, deps, limiter));
  app.get('/portal.css', async (_request, reply) => reply.headers(PORTAL_HEADERS).header('cache-control', 'public, max-age=3600').type('text/css; charset=utf-8').send(STYLESHEET));
  app.get('/robots.txt', async (_request, reply) => reply.headers(PORTAL_HEADERS).type('text/plain; charset=utf-8').send(await robots(deps)));
}

/** The page for an address that does not exist; the server's own not-found handler calls it. */
export async function portalNotFound(reply: FastifyReply, deps: Pick<PortalDeps, 'reader'>): Promise<FastifyReply> {
  const body = html`<section class="card"><h1>${t('missing.title')}</h1><p>${t('missing.text')}</p><p><a href="/">${t('notice.back')}</a></p></section>`;
  return show(reply.code(404), deps, { title: t('missing.title'), at: null, body, indexed: false });
}

async function show(reply: FastifyReply, deps: Pick<PortalDeps, 'reader'>, page: Page): Promise<FastifyReply> {
  const county = await deps.reader.county();
  reply.headers(PORTAL_HEADERS).header('cache-control', 'no-cache').type('text/html; charset=utf-8');
  if (!isIndexed(page, county)) reply.header('x-robots-tag', 'noindex, nofollow');
  return reply.send(framed(page, county));
}

async function showTopic(request: FastifyRequest, reply: FastifyReply, deps: PortalDeps): Promise<FastifyReply> {
  const county = await deps.reader.county();
  if (county === null) {
    const body = html`<section class="card"><h1>${t('notReady.title')}</h1><p>${t('notReady.text')}</p></section>`;
    return show(reply.code(503).header('retry-after', '60'), deps, { title: t('notReady.title'), at: 'home', body, indexed: false });
  }
  return show(reply, deps, topicPage({ county, notices: await deps.reader.notices(), query: queryText(request, 'q'), day: deps.today() }));
}

async function showNotice(id: string, reply: FastifyReply, deps: PortalDeps): Promise<FastifyReply> {
  const notice = id.length > PATH_MAX ? null : await deps.reader.notice(id);
  return notice === null ? portalNotFound(reply, deps) : show(reply, deps, noticePage(notice, deps.today()));
}

/** Found, unknown and malformed codes get the same status, the same page and the same time. */
async function answer(asked: { request: FastifyRequest; reply: FastifyReply; typed: string }, deps: PortalDeps, limiter: MinuteLimiter): Promise<FastifyReply> {
  const { request, reply, typed } = asked;
  const earliest = pause(ANSWER_MS);
  const day = deps.today();
  if (!limiter.allows(request.ip)) {
    await earliest;
    return show(reply.code(429).header('retry-after', '60'), deps, answerPage({ typed, notice: null, sentence: 'tooMany', day }));
  }
  const code = normaliseCode(typed, SHEET_CODE_LENGTH);
  const notice = await deps.reader.code(code ?? '0'.repeat(SHEET_CODE_LENGTH));
  const known = code === null ? null : notice;
  const page: Answer = { typed, notice: known, sentence: known === null ? 'unknown' : 'found', day };
  await earliest;
  return show(reply, deps, answerPage(page));
}

async function robots(deps: Pick<PortalDeps, 'reader'>): Promise<string> {
  const county = await deps.reader.county();
  const closed = county === null || county.officialAddress === '';
  return `User-agent: *\n${closed ? 'Disallow: /' : 'Disallow: /v\nDisallow: /notice/\nDisallow: /exchange/'}\n`;
}

function queryText(request: FastifyRequest, name: string): string {
  const value = (request.query as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value.slice(0, PATH_MAX) : '';
}
