/** Ids of 26 Crockford characters: ten of time, sixteen of chance. */
import { randomCode } from '#domain/code.ts';
import type { Clock, Ids, Random } from '#domain/ports.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function sortableIds(clock: Clock, random: Random): Ids {
  return {
    next() {
      let time = '';
      for (let rest = clock.now(), place = 0; place < 10; place += 1, rest = Math.floor(rest / 32)) time = ALPHABET.charAt(rest % 32) + time;
      return time + randomCode(random, 16);
    },
  };
}
