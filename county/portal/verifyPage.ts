/** Verification of a printed sheet by its code: the same shape for every answer, and no name in any. */
import type { PublishedSummary } from '#domain/board/published.ts';
import type { Day } from '#domain/calendar/day.ts';
import { factList, verificationFacts } from './facts.ts';
import { t, type Page } from './frame.ts';
import { html, type Markup } from './markup.ts';

const TYPED_MAX = 40;

export function verifyForm(typed: string): Markup {
  return html`<form action="/v" method="get"><label for="code">${t('verify.label')}</label><input id="code" name="code" maxlength="${TYPED_MAX}" value="${typed}" autocomplete="off" autocapitalize="characters" spellcheck="false" required><button>${t('verify.button')}</button></form>`;
}

/** The form alone. */
export function askPage(): Page {
  return page(html`<section class="card">${verifyForm('')}<p class="hint">${t('verify.hint')}</p></section>`);
}

export interface Answer {
  /** As typed, cut to a sensible length. */
  readonly typed: string;
  readonly notice: PublishedSummary | null;
  readonly sentence: 'found' | 'unknown' | 'tooMany';
  readonly day: Day;
}

export function answerPage({ typed, notice, sentence, day }: Answer): Page {
  const shown = typed.slice(0, TYPED_MAX);
  return page(html`<section class="card answer" role="status"><h2>${t('verify.result')}</h2><p class="hint">${t('verify.entered', { code: shown })}</p><p><b>${t(`verify.${sentence}`)}</b></p>${factList(verificationFacts(notice, day))}</section>
<section class="card">${verifyForm(shown)}<p class="hint">${t('verify.hint')}</p></section>`);
}

function page(body: Markup): Page {
  return { title: t('verify.title'), at: 'verify', body: html`<h1>${t('verify.title')}</h1>${body}`, indexed: false };
}
