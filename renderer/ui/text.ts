/** The sentences of the desk. zh-CN is built in and default; another language is fetched before the first drawing. */
import { createInstance, type TFunction } from 'i18next';
import board from '#resources/text/zh-CN/board.json' with { type: 'json' };
import desk from '#resources/text/zh-CN/desk.json' with { type: 'json' };
import fault from '#resources/text/zh-CN/fault.json' with { type: 'json' };
import problem from '#resources/text/zh-CN/problem.json' with { type: 'json' };
import type { Fault } from '#domain/fault.ts';

export type Namespace = 'board' | 'desk' | 'fault' | 'problem';
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const instance = createInstance();
void instance.init({
  lng: 'zh-CN',
  fallbackLng: 'zh-CN',
  defaultNS: 'desk',
  ns: ['board', 'desk', 'fault', 'problem'],
  resources: { 'zh-CN': { board, desk, fault, problem } },
  initAsync: false,
  interpolation: { escapeValue: false },
});

/** Loads and takes a language; call it before drawing, for sentences already drawn do not change. */
export async function takeLanguage(language: Language): Promise<void> {
  if (language === 'en') {
    const parts = await Promise.all([
      import('#resources/text/en/board.json'),
      import('#resources/text/en/desk.json'),
      import('#resources/text/en/fault.json'),
      import('#resources/text/en/problem.json'),
    ]);
    (['board', 'desk', 'fault', 'problem'] as const).forEach((namespace, at) => {
      instance.addResourceBundle('en', namespace, parts[at]?.default, true, true);
    });
  }
  await instance.changeLanguage(language);
}

const translators = new Map<string, unknown>();

/** The translator of one namespace in the language taken; the same function each time, so that hooks may depend on it. */
export function textOf<N extends Namespace>(namespace: N): TFunction<N> {
  const key = `${instance.language} ${namespace}`;
  if (!translators.has(key)) translators.set(key, instance.getFixedT(null, namespace));
  return translators.get(key) as TFunction<N>;
}

/** The translator of the desk's own sentences. */
export function useText(): TFunction<'desk'> {
  return textOf('desk');
}

/** The sentence of a fault: what happened, that nothing is lost, what to do. */
export function faultText(fault: Fault): string {
  return textOf('fault')(fault.code, { ...fault.values });
}

/** The word for what an act did; a verb from a newer program goes by its own name. */
export function verbText(verb: string): string {
  const words: { readonly [verb: string]: string } = desk.verb;
  return verb in words ? textOf('desk')(`verb.${verb as keyof typeof desk.verb}`) : verb;
}
