/** What the public pages may read. The body behind it connects as the public database role and knows these tables only. */
import type { PublishedCounty, PublishedNotice, PublishedSummary } from '#domain/board/published.ts';

export interface PortalReader {
  /** Null until the county has been set up. */
  county(): Promise<PublishedCounty | null>;
  /** All published notices without their documents, the latest signed first. */
  notices(): Promise<readonly PublishedSummary[]>;
  /** By the part of the record id after its kind. */
  notice(id: string): Promise<PublishedNotice | null>;
  /** By the 13 characters of the sheet's code, normalised. */
  code(code: string): Promise<PublishedNotice | null>;
}
