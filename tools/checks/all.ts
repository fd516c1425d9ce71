/** The guards of the house, in the order in which their findings are read. */
import { arrows } from './arrows.ts';
import { catalogue } from './catalogue.ts';
import { clocks } from './clocks.ts';
import { codes } from './codes.ts';
import { cycles } from './cycles.ts';
import { dependencies } from './dependencies.ts';
import { docs } from './docs.ts';
import { docstrings } from './docstrings.ts';
import { doors } from './doors.ts';
import { folders } from './folders.ts';
import { honest } from './honest.ts';
import { literals } from './literals.ts';
import { lockfile } from './lockfile.ts';
import type { Check } from './project.ts';
import { sizes } from './sizes.ts';
import { textKeys } from './textKeys.ts';
import { words } from './words.ts';

/** Every check; each has its bad example in `tests/tools`. */
export const CHECKS: readonly Check[] = [
  arrows, cycles, doors, folders, literals, textKeys, codes, clocks, honest, docstrings, sizes, docs, words, lockfile, dependencies, catalogue,
];
