/**
 * Serves `app://bundle/`: the built renderer, and as `/print-<id>` the documents that are being printed. These lie beside
 * the page, so that `fonts/` means the same to both.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { errno } from '../journal/faults.ts';
import { deskPolicy, isOurs, PRINT_POLICY } from './policy.ts';

const TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
};

/** The file under `root` that a path names, or null when it would lie outside or is no path. */
export function fileUnder(root: string, pathname: string): string | null {
  let plain: string;
  try {
    plain = decodeURIComponent(pathname);
  } catch {
    // A malformed escape names nothing.
    return null;
  }
  if (plain.includes('\0') || plain.includes('\\')) return null;
  const file = path.join(root, plain === '/' ? '/index.html' : plain);
  return file.startsWith(root + path.sep) ? file : null;
}

export interface BundleSources {
  readonly root: string;
  readonly county: () => string;
  /** The document waiting as `/print-<id>`. */
  readonly printed: (id: string) => string | undefined;
}

/** Answers one request of the `app:` scheme; a request for anything else gets 404. */
export async function serveBundle(request: Request, sources: BundleSources): Promise<Response> {
  if (!isOurs(request.url)) return refusal(404);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405);
  const { pathname } = new URL(request.url);
  const id = /^\/print-([\w-]+)$/.exec(pathname)?.[1];
  if (id !== undefined) {
    const html = sources.printed(id);
    return html === undefined ? refusal(404) : answer(html, '.html', PRINT_POLICY);
  }
  const file = fileUnder(sources.root, pathname);
  if (!file) return refusal(403);
  try {
    return answer(new Uint8Array(await readFile(file)), path.extname(file), deskPolicy(sources.county()));
  } catch (error) {
    if (errno(error) === 'ENOENT' || errno(error) === 'EISDIR') return refusal(404);
    throw error;
  }
}

function answer(body: string | Uint8Array<ArrayBuffer>, extension: string, policy: string): Response {
  return new Response(body, {
    headers: {
      'content-type': TYPES[extension] ?? 'application/octet-stream',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-cache',
    },
  });
}

function refusal(status: number): Response {
  return new Response(String(status), { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'content-security-policy': deskPolicy(''), 'x-content-type-options': 'nosniff' } });
}
