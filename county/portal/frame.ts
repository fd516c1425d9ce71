/** What every public page has around it: marks, head, navigation, foot. */
import type { PublishedCounty } from '#domain/board/published.ts';
import type { Day } from '#domain/calendar/day.ts';
import { textOf } from '#county/text.ts';
import { html, type Markup } from './markup.ts';

export const t = textOf('portal');

export interface Page {
  readonly title: string;
  /** Which entry of the navigation is this page. */
  readonly at: 'home' | 'verify' | null;
  readonly body: Markup;
  readonly indexed: boolean;
}

/** Whether search engines may keep the page: never a preview's. */
export function isIndexed(page: Page, county: PublishedCounty | null): boolean {
  return page.indexed && county !== null && county.officialAddress !== '';
}

/** A whole page as text. Without a county yet, the frame says so. */
export function framed(page: Page, county: PublishedCounty | null): string {
  const name = county?.name ?? '';
  const robots = isIndexed(page, county) ? 'index, follow' : 'noindex, nofollow';
  const document = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="${robots}">
<title>${t('site.title', { page: page.title, county: name })}</title>
<link rel="stylesheet" href="/portal.css">
</head>
<body>
<a class="skip" href="#content">${t('site.skip')}</a>
${marks(county)}
<header class="top"><div class="inner">
<a class="site" href="/"><b>${t('site.name', { county: name })}</b><span>${t('site.topic')}</span></a>
<nav class="main" aria-label="${t('site.topic')}"><ul><li>${navLink('/', t('site.home'), page.at === 'home')}</li><li>${navLink('/v', t('site.verify'), page.at === 'verify')}</li></ul></nav>
</div></header>
<main id="content"><div class="inner">
${page.body}
</div></main>
<footer><div class="inner"><p>${t('footer.note')}</p>${phoneLine(county)}</div></footer>
</body>
</html>`;
  return document.source;
}

function marks(county: PublishedCounty | null): readonly Markup[] {
  if (county === null) return [];
  const texts = [...(county.synthetic ? [t('mark.synthetic')] : []), ...(county.officialAddress === '' ? [t('mark.preview')] : [])];
  return texts.length === 0 ? [] : [html`<div class="mark" role="note"><div class="inner">${texts.map((text) => html`<p>${text}</p>`)}</div></div>`];
}

function navLink(href: string, label: string, current: boolean): Markup {
  return current ? html`<a href="${href}" aria-current="page">${label}</a>` : html`<a href="${href}">${label}</a>`;
}

function phoneLine(county: PublishedCounty | null): Markup | null {
  return county === null || county.supervisionPhone === '' ? null : html`<p>${t('footer.supervision', { phone: county.supervisionPhone })}</p>`;
}

/** A day as people write it. */
export function dayText(day: Day): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return t('day', { year, month: Number(month), day: Number(date) });
}
