/** Texts of cells made comparable: heads, labels, names of offices. */
import type { KnownColumn } from './columns.ts';
import type { RosterVocabulary } from './vocabulary.ts';

const FULL_WIDTH_FIRST = 0xff01;
const FULL_WIDTH_LAST = 0xff5e;
const TO_ASCII = 0xfee0;

/** Whether a character is any kind of blank, the invisible ones included. */
export function isBlank(code: number): boolean {
  if (code <= 32) return true;
  if (code < 0xa0) return code === 127;
  return code === 0xa0 || code === 0x3000 || code === 0xfeff || (code >= 0x2000 && code <= 0x200f) || code === 0x202f || code === 0x205f || code === 0x2060;
}

/** Text without any blanks. */
export function squeezed(text: string): string {
  let from = 0;
  while (from < text.length && !isBlank(text.charCodeAt(from))) from += 1;
  if (from === text.length) return text;
  let result = text.slice(0, from);
  for (let at = from; at < text.length; at += 1) if (!isBlank(text.charCodeAt(at))) result += text.charAt(at);
  return result;
}

/** Text without blanks around it. */
export function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return from === 0 && to === text.length ? text : text.slice(from, to);
}

/** Full-width letters, digits and signs as plain ones. */
export function halfWidth(text: string): string {
  let at = 0;
  while (at < text.length && !isFullWidth(text.charCodeAt(at))) at += 1;
  if (at === text.length) return text;
  let result = text.slice(0, at);
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    result += isFullWidth(code) ? String.fromCharCode(code - TO_ASCII) : text.charAt(at);
  }
  return result;
}

function isFullWidth(code: number): boolean {
  return code >= FULL_WIDTH_FIRST && code <= FULL_WIDTH_LAST;
}

/** A label as the vocabulary writes it: no blanks, no stars, plain punctuation. */
export function normaliseLabel(text: string, vocabulary: RosterVocabulary): string {
  let result = '';
  for (const character of halfWidth(squeezed(text))) {
    const plain = vocabulary.punctuation[character] ?? character;
    if (plain !== '*') result += plain;
  }
  return result;
}

/** The label without anything in brackets and without punctuation at its end. */
export function withoutBrackets(label: string): string {
  return label.replace(/[([][^)\]]*[)\]]?/g, '').replace(/[:,./-]+$/, '');
}

export interface HeadMatch {
  readonly code: KnownColumn;
  /** 0 is the surest word for the column. */
  readonly rank: number;
}

/** Looks heads up; built once per reading. */
export function headLookup(vocabulary: RosterVocabulary): (label: string) => HeadMatch | undefined {
  const byWord = new Map<string, HeadMatch>();
  for (const [code, words] of Object.entries(vocabulary.heads) as [KnownColumn, readonly string[]][]) {
    words.forEach((word, rank) => byWord.has(word) || byWord.set(word, { code, rank }));
  }
  return (label) => byWord.get(label) ?? byWord.get(withoutBrackets(label));
}

/** An office's name without township before it and committee behind it, so that spellings can be compared. */
export function officeStem(name: string, vocabulary: RosterVocabulary): string {
  const label = withoutBrackets(normaliseLabel(name, vocabulary));
  const suffix = vocabulary.officeSuffixes.find((ending) => label.endsWith(ending) && label.length > ending.length + 1);
  return suffix === undefined ? label : label.slice(0, label.length - suffix.length);
}

/** Whether a text as written in a list means one of the given names (name and aliases of an office). */
export function namesOffice(written: string, names: readonly string[], vocabulary: RosterVocabulary): boolean {
  const stem = officeStem(written, vocabulary);
  if (stem === '') return false;
  return names.some((name) => {
    const other = officeStem(name, vocabulary);
    return other !== '' && (stem === other || (stem.endsWith(other) && other.length >= 2));
  });
}

/** A villager group's name without blanks and with plain digits, for comparing. */
export function normaliseGroup(name: string): string {
  return halfWidth(squeezed(name));
}
