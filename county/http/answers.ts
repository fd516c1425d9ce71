/** What every answer of the county carries, and how refusals look. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
} as const;

/** Nothing may load or run; pages that need more say so themselves. */
const CLOSED_CSP = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Codes of the exchange that belong to the crossing itself and never to an act. */
export type CrossingFault =
  | 'tokenMissing' | 'messageMalformed' | 'programTooOld' | 'pieceTooLarge' | 'pieceInvalid' | 'notFound' | 'outsideScope' | 'tooManyTries' | 'countyBusy' | 'rangeInvalid';

export function refuse(reply: FastifyReply, status: number, fault: string, values?: { readonly [name: string]: unknown }): FastifyReply {
  return reply.code(status).send(values ? { fault, values } : { fault });
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

function faultOf(status: number): CrossingFault {
  if (status === 413) return 'pieceTooLarge';
  if (status === 429) return 'tooManyTries';
  if (status === 404) return 'notFound';
  return status < 500 ? 'messageMalformed' : 'countyBusy';
}

/** Headers, refusals and errors for a whole server; an error's own words never leave the house. */
export function answerSafely(app: FastifyInstance, secure: boolean, notFound: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> | FastifyReply): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(HEADERS).header('content-security-policy', CLOSED_CSP);
    if (secure) reply.header('strict-transport-security', 'max-age=31536000');
  });
  app.setErrorHandler((error, request, reply) => {
    const status = statusOf(error);
    if (status >= 500) request.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
    if (status === 503 || status === 500) reply.header('retry-after', '5');
    return refuse(reply, status === 500 ? 503 : status, faultOf(status));
  });
  app.setNotFoundHandler(notFound);
}
