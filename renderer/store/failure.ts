/** Why a write failed, in the two ways that a clerk can do something about. */

/** `diskFull`: make room and try again; anything else is `storageFailed`. */
export function storageFailure(error: unknown): 'diskFull' | 'storageFailed' {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth += 1) {
    const { name, code, inner } = at as { readonly name?: unknown; readonly code?: unknown; readonly inner?: unknown };
    if (name === 'QuotaExceededError' || code === 'diskFull') return 'diskFull';
    at = inner;
  }
  return 'storageFailed';
}
