/** The topic page: posted notices by township and village, and a search over titles and offices, never over names. */
import type { PublishedCounty, PublishedSummary } from '#domain/board/published.ts';
import type { Day } from '#domain/calendar/day.ts';
import { stateTag, summaryLine, wallState } from './facts.ts';
import { t, type Page } from './frame.ts';
import { html, type Markup } from './markup.ts';
import { verifyForm } from './verifyPage.ts';

const QUERY_MAX = 40;

export interface TopicInput {
  readonly county: PublishedCounty;
  readonly notices: readonly PublishedSummary[];
  readonly query: string;
  readonly day: Day;
}

export function topicPage(input: TopicInput): Page {
  const query = input.query.normalize('NFKC').trim().slice(0, QUERY_MAX);
  const posted = input.notices.filter((notice) => notice.state === 'posting');
  const found = query === '' ? posted : posted.filter((notice) => matches(notice, query));
  const body = html`<h1>${t('home.title')}</h1>
<p>${t('home.intro')}</p>
<div class="tools">
<section class="card"><h2>${t('home.search')}</h2><form action="/" method="get" role="search"><label for="q">${t('home.searchLabel')}</label><input id="q" name="q" type="search" maxlength="${QUERY_MAX}" value="${query}" autocomplete="off"><button>${t('home.searchButton')}</button></form><p class="hint">${t('home.searchHint')}</p></section>
<section class="card"><h2>${t('verify.title')}</h2>${verifyForm('')}<p class="hint">${t('verify.hint')}</p></section>
</div>
${query === '' ? null : html`<p role="status"><b>${t('home.found', { query, count: found.length })}</b>　<a href="/">${t('home.all')}</a></p>`}
${found.length === 0 ? html`<section class="card"><p>${query === '' ? t('home.empty') : t('home.emptySearch')}</p></section>` : byOffice(input.county, found, input.day)}`;
  return { title: query === '' ? t('home.title') : t('home.search'), at: 'home', body, indexed: query === '' };
}

function matches(notice: PublishedSummary, query: string): boolean {
  const text = [notice.title, notice.programme, notice.owner.name, notice.issuer.name, notice.years.join(' '), notice.serial].join(' ').toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** Offices in the county's own order; one that the list of offices no longer has comes last, under its old name. */
function byOffice(county: PublishedCounty, notices: readonly PublishedSummary[], day: Day): Markup {
  const groups = new Map<string, Map<string, PublishedSummary[]>>();
  for (const notice of notices) {
    const parent = parentName(county, notice);
    const owners = groups.get(parent) ?? new Map<string, PublishedSummary[]>();
    groups.set(parent, owners);
    const own = owners.get(notice.owner.name) ?? [];
    owners.set(notice.owner.name, own);
    own.push(notice);
  }
  const sections = [...groups].map(
    ([parent, owners]) => html`<section class="card"><h2>${parent}</h2>${[...owners].map(([owner, own]) => html`<h3>${owner}（${t('home.count', { count: own.length })}）</h3><ul class="notices">${own.map((notice) => line(notice, day))}</ul>`)}</section>`,
  );
  return html`${sections}`;
}

function parentName(county: PublishedCounty, notice: PublishedSummary): string {
  const owner = county.offices.find((office) => office.id === notice.owner.id);
  const parent = county.offices.find((office) => office.id === owner?.parent);
  return parent?.name ?? notice.issuer.name;
}

function line(notice: PublishedSummary, day: Day): Markup {
  return html`<li><a href="/notice/${encodeURIComponent(notice.id)}">${notice.title}</a><div class="facts-line">${stateTag(wallState(notice, day))}${summaryLine(notice)}</div></li>`;
}
