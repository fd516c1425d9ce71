/** The sentence for whatever kept the county from starting. */
import { CountyRefused } from './folder.ts';
import { TlsRefused } from './http/certificates.ts';
import { PostgresRefused } from './postgres/refused.ts';
import { MigrationRefused } from './queries/migrate.ts';
import { textOf } from './text.ts';

export const t = textOf('command');

function portTaken(error: Error): string | undefined {
  return 'code' in error && error.code === 'EADDRINUSE' && 'port' in error ? t('county.refused.portTaken', { port: String(error.port) }) : undefined;
}

/** One sentence that says what happened. */
export function reasonOf(error: unknown): string {
  if (error instanceof CountyRefused) return t(`county.refused.${error.reason}` as const, { replace: error.values });
  if (error instanceof PostgresRefused) return t(`county.postgres.${error.reason}` as const, { replace: error.values });
  if (error instanceof TlsRefused) return t(`county.refused.${error.reason}` as const, { file: error.file });
  if (error instanceof MigrationRefused) return t(error.reason === 'newer' ? 'county.refused.migrationNewer' : 'county.refused.migrationChanged', { migration: error.migration });
  if (error instanceof Error) return portTaken(error) ?? t('county.refused.unexpected', { message: error.message });
  return t('county.refused.unexpected', { message: String(error) });
}
