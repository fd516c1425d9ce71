/** What the public pages read, under the role that may read nothing else. */
import type { PublishedCounty, PublishedNotice, PublishedSummary } from '#domain/board/published.ts';
import type { PortalReader } from '../portal/reader.ts';
import type { Sql } from './database.ts';

interface Row<T> {
  readonly published: T;
}

export function portalReader(sql: Sql, county: string): PortalReader {
  const one = async <T>(text: string, values: readonly unknown[]): Promise<T | null> =>
    (await sql.query<Row<T>>(text, [county, ...values])).rows[0]?.published ?? null;
  return {
    county: () => one<PublishedCounty>('SELECT published FROM public_county WHERE county = $1', []),
    async notices() {
      const text = "SELECT published - 'document' AS published FROM public_notice WHERE county = $1 ORDER BY published->>'signedOn' DESC, notice DESC";
      return (await sql.query<Row<PublishedSummary>>(text, [county])).rows.map((row) => row.published);
    },
    notice: (id) => one<PublishedNotice>('SELECT published FROM public_notice WHERE county = $1 AND notice = $2', [`subsidyNotice:${id}`]),
    code: (code) => one<PublishedNotice>('SELECT published FROM public_notice WHERE county = $1 AND code = $2 ORDER BY notice LIMIT 1', [code]),
  };
}
