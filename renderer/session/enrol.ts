/** Enrolling: a one-time code becomes this desk's own key pair and place at the county. */
import { enrolResponse, type EnrolResponse } from '#wire/exchange/messages.ts';
import type { Json } from '#domain/json.ts';
import { faultOf, reach } from '#renderer/sync/httpLink.ts';
import { LinkFailed } from '#renderer/sync/link.ts';
import { putMeta, type Enrolment } from '#renderer/store/meta.ts';
import type { Store } from '#renderer/store/store.ts';
import type { EnrolFault } from './desk.ts';
import { keepDeskKey, makeDeskPair } from './keys.ts';

export interface EnrolInput {
  readonly address: string;
  readonly code: string;
  readonly deskName: string;
}

const CODE_FAULTS: readonly EnrolFault[] = ['codeWrong', 'codeUsed', 'codeExpired', 'tooManyTries'];

/** The address as it is used: https unless it says otherwise, without a path. Null when it is none. */
export function countyAddress(text: string): string | null {
  const written = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(written) ? new URL(written).origin : null;
}

/** Turns the code into an enrolment and keeps it; the code is used up from here on. */
export async function enrolAt(store: Store, doFetch: typeof fetch, input: EnrolInput): Promise<Enrolment | EnrolFault> {
  const { pair, publicKey } = await makeDeskPair();
  const body = JSON.stringify({ code: input.code, desk: { name: input.deskName, publicKey } });
  const answer = await askCounty(doFetch, input.address, body);
  if (typeof answer === 'string') return answer;
  const enrolment = enrolmentOf(answer, input.address);
  await keepDeskKey(store, pair);
  await store.database.transaction('rw', store.database.meta, async () => {
    await putMeta(store.database, 'enrolment', enrolment);
    await putMeta(store.database, 'epoch', answer.county.epoch);
    await putMeta(store.database, 'countyDay', answer.county.day);
    await store.database.meta.bulkDelete(['tail', 'enrolForm', 'refusal']);
  });
  return enrolment;
}

async function askCounty(doFetch: typeof fetch, address: string, body: string): Promise<EnrolResponse | EnrolFault> {
  const headers = { 'content-type': 'application/json' };
  let response: Response;
  try {
    response = await reach({ address, fetch: doFetch }, 'enrol', { method: 'POST', headers, body });
  } catch (error) {
    if (error instanceof LinkFailed) return 'unreachable';
    throw error;
  }
  if (!response.ok) {
    const fault = await faultOf(response);
    return CODE_FAULTS.find((known) => known === fault) ?? 'notACounty';
  }
  const parsed = enrolResponse.safeParse(await response.json().catch(() => undefined));
  return parsed.success ? parsed.data : 'notACounty';
}

function enrolmentOf(answer: EnrolResponse, address: string): Enrolment {
  const { id, name, recoveryKey } = answer.county;
  return {
    desk: answer.desk,
    office: answer.office,
    address,
    county: id,
    countyName: name,
    certificate: answer.certificate,
    recoveryKey: (recoveryKey ?? null) as Json,
    accounts: answer.accounts.map((account) => ({ id: account.id, login: account.login, name: account.name })),
  };
}
