/** Why the embedded PostgreSQL was not started; `command.county.postgres.<reason>` is the sentence. */

export type PostgresReason =
  | 'noBinaries'
  | 'libraryMissing'
  | 'otherMajor'
  | 'foreignServer'
  | 'initFailed'
  | 'startFailed'
  | 'unreachableFolder';

export class PostgresRefused extends Error {
  readonly reason: PostgresReason;
  readonly values: { readonly [name: string]: string };

  constructor(reason: PostgresReason, values: { readonly [name: string]: string } = {}) {
    super(`embedded PostgreSQL: ${reason} ${JSON.stringify(values)}`);
    this.reason = reason;
    this.values = values;
  }
}
