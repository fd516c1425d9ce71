/** Version of the desk–county messages. One line per version in `docs/exchange.md`; the fingerprint is pinned by a test. */

export const PROTOCOL_VERSION = 1;

/** The oldest desk program the county still talks to; 1, for there was none before. */
export const MIN_SUPPORTED = 1;
