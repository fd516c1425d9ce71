/** How a payee's name is shown: in full, by surname, or not at all. Organisations are no natural persons and keep theirs. */
import type { NameForm } from '../programme/programme.ts';

/** Vocabulary, handed in from `resources/privacy/names.json`. */
export interface NameWords {
  /** What stands for the hidden given name. */
  readonly hidden: string;
  readonly compoundSurnames: readonly string[];
  /** Endings by which an organisation is known: cooperative, company, village committee … */
  readonly organisationEndings: readonly string[];
}

/** Shorter ones are taken for a person's: hiding a small company does less harm than showing somebody in full. */
const ORGANISATION_LENGTH_MIN = 5;

/** Whether the payee is an organisation, by the ending of a name too long for a person's. */
export function isOrganisation(name: string, words: NameWords): boolean {
  return [...name].length >= ORGANISATION_LENGTH_MIN && words.organisationEndings.some((ending) => name.endsWith(ending));
}

/** The surname: two characters where it is a compound one and a given name follows, else the first character. */
export function surnameOf(name: string, words: NameWords): string {
  const compound = words.compoundSurnames.find((surname) => name.startsWith(surname) && name.length > surname.length);
  return compound ?? [...name][0] ?? '';
}

/** The name as the form allows it; null for `none`. The length of the given name stays hidden too. */
export function shownName(name: string, form: NameForm, words: NameWords): string | null {
  const plain = name.trim();
  if (form === 'none') return null;
  if (form === 'full' || plain === '' || isOrganisation(plain, words)) return plain;
  return surnameOf(plain, words) + words.hidden;
}
