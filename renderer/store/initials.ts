/** Pinyin initials of names. The dictionary is big, so that it is loaded with the first search only, and in a worker where there is one. */

export type InitialsOf = (names: readonly string[]) => Promise<readonly string[]>;

/** In this very thread. */
export const initialsHere: InitialsOf = async (names) => {
  const { pinyin } = await import('pinyin-pro');
  return names.map((name) => pinyin(name, { pattern: 'first', toneType: 'none', surname: 'head', type: 'array' }).join('').toLowerCase());
};

export interface InitialsAsked {
  readonly ask: number;
  readonly names: readonly string[];
}

export interface InitialsAnswered {
  readonly ask: number;
  readonly initials: readonly string[];
}
