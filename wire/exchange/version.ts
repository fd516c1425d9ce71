/** Version of the desk–county messages. One line per version in `docs/exchange.md`; the fingerprint is pinned by a test. */

export const PROTOCOL_VERSION = 1;

/** The oldest desk program the county still talks to; 1, for there was none before. */
export const MIN_SUPPORTED = 1;

/**
 * SHA-256 over the JSON schemas of all messages of this version. It changes only together with a line in
 * `docs/exchange.md`, and with a new version where a program of the version before could not read the new shape.
 */
export const SHAPES_FINGERPRINT = '1b299c46f717a909855f5b7075b4cae7a23aa12ec1f1dad7403431c25143aef3';
