/** Who sits at the desk: enrolment, sign-in, lock, and the sync that runs while the keys are in memory. */
import { rolesIn, type Account, type Office } from '#domain/office/office.ts';
import type { Clock } from '#domain/ports.ts';
import { BridgeError } from '#wire/bridge/envelope.ts';
import { storageFailure } from '#renderer/store/failure.ts';
import { follow } from '#renderer/store/follow.ts';
import { getMeta, putMeta, type Enrolment } from '#renderer/store/meta.ts';
import { reconcile } from '#renderer/store/repair.ts';
import { sealerOver, type Sealer } from '#renderer/store/seal.ts';
import type { DeskDay } from '#renderer/store/deskDay.ts';
import type { Store } from '#renderer/store/store.ts';
import { httpLink, type HttpLink } from '#renderer/sync/httpLink.ts';
import { LinkFailed, LinkRefused, Unauthorised } from '#renderer/sync/link.ts';
import { startRunner, type Runner } from '#renderer/sync/runner.ts';
import { es256 } from '#renderer/sync/sign.ts';
import { startWorkerRunner } from '#renderer/sync/workerRunner.ts';
import type { DeskState, EnrolFault, JustEnrolled, Person, SignInFault } from './desk.ts';
import { countyAddress, enrolAt, type EnrolInput } from './enrol.ts';
import { deskKey, makePerson, readRing, sealingKey, type DataKey, type Unlocked } from './keys.ts';
import type { Performer } from './perform.ts';
import type { DeskPorts } from './ports.ts';
import { reissueFromJournal } from './recover.ts';
import { dataKeyForNewcomer, keepPerson, personInRing, unlock, type RingPlace } from './ring.ts';
import { countWrong, forgetTries, mustWait } from './tries.ts';

export interface SessionPorts extends DeskPorts {
  readonly steady: Clock;
  readonly store: Store;
  readonly day: DeskDay;
}

interface Sitting {
  readonly account: string;
  readonly signingKey: CryptoKey;
  readonly sealer: Sealer;
}

export class Session {
  private readonly ports: SessionPorts;
  private readonly place: RingPlace;
  private readonly listeners = new Set<() => void>();
  private state: DeskState = { state: 'notEnrolled' };
  private seated: Sitting | undefined;
  /** Stays in memory while the screen is locked, so that sync goes on; gone when the program ends. */
  private dataKey: DataKey | undefined;
  private runner: Runner | undefined;
  private passwordAt = Number.NEGATIVE_INFINITY;
  private readonly aborting = new AbortController();
  private unfollow: () => void = () => undefined;

  private constructor(ports: SessionPorts) {
    this.ports = ports;
    this.place = { store: ports.store, shell: ports.shell, random: ports.random };
  }

  static async start(ports: SessionPorts): Promise<Session> {
    const session = new Session(ports);
    await session.showLocked();
    return session;
  }

  current(): DeskState {
    return this.state;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  isOpen(): boolean {
    return this.seated !== undefined;
  }

  sitting(): Sitting | undefined {
    return this.seated;
  }

  openSealer(): Sealer | undefined {
    return this.seated?.sealer;
  }

  sincePassword(): number {
    return this.ports.steady.now() - this.passwordAt;
  }

  wakeSync(): void {
    this.runner?.wake();
  }

  async syncNow(): Promise<void> {
    // A round that is failing just now would take the wish along into its failure; a person who asks gets a fresh one.
    await this.runner?.settled();
    this.runner?.wake();
    await this.runner?.settled();
  }

  stop(): void {
    this.unfollow();
    this.runner?.stop();
    this.aborting.abort();
  }

  performer(): Performer | undefined {
    const { ports, seated, state } = this;
    if (seated === undefined || state.state !== 'open') return undefined;
    const { store, shell, clock, ids } = ports;
    return {
      store, journal: shell, clock, ids,
      sealer: seated.sealer,
      signingKey: seated.signingKey,
      actor: seated.account,
      office: state.person.office.id,
      desk: this.enrolledAs,
    };
  }

  /** Desk id of the enrolment, kept beside the state so that `performer` needs no wait. */
  private enrolledAs = '';

  async enrol(input: EnrolInput & { readonly login: string; readonly password: string }): Promise<EnrolFault | null> {
    const address = countyAddress(input.address);
    if (address === null) return 'notACounty';
    try {
      if (await this.bindTo(address, input)) return null;
    } catch (error) {
      if (!(error instanceof BridgeError)) throw error;
      return error.code === 'notAllowed' ? 'boundElsewhere' : 'notACounty';
    }
    const enrolled = await enrolAt(this.ports.store, this.ports.fetch, { ...input, address });
    if (typeof enrolled === 'string') return enrolled;
    const account = enrolled.accounts.find((one) => one.login === input.login);
    const fault = account === undefined ? 'accountUnknown' : await this.signIn(account.id, input.password);
    if (fault === null) return null;
    // The code is used up and the desk enrolled: from here on it goes on at sign-in, and says why.
    const why = fault === 'passwordWrong' || fault === 'tooManyTries' || fault === 'accountUnknown' ? fault : 'unreachable';
    await this.showLocked({ login: input.login, fault: why });
    return why;
  }

  /** Tells the shell the county's address; true when the window reloads for it and the form has to be sent again. */
  private async bindTo(address: string, input: EnrolInput & { readonly login: string }): Promise<boolean> {
    const { shell, store } = this.ports;
    if ((await shell.appInfo({})).county === address) return false;
    const { code, login, deskName } = input;
    await putMeta(store.database, 'enrolForm', { address: input.address, code, login, deskName });
    return (await shell.setCounty({ address })).reloads;
  }

  async signIn(account: string, password: string): Promise<SignInFault | null> {
    try {
      return await this.trySignIn(account, password);
    } catch (error) {
      console.error(error);
      return storageFailure(error);
    }
  }

  private async trySignIn(account: string, password: string): Promise<SignInFault | null> {
    const { store, clock } = this.ports;
    const enrolment = await getMeta(store.database, 'enrolment');
    if (enrolment === undefined) return 'accountUnknown';
    if (await mustWait(store, clock, account)) return 'tooManyTries';
    const known = await personInRing(this.place, account);
    const opened = known ? await unlock(this.place, account, password) : await this.firstSignIn(enrolment, account, password);
    if (opened === undefined || opened === 'passwordWrong') {
      await countWrong(store, clock, account);
      return 'passwordWrong';
    }
    if (typeof opened === 'string') return opened;
    await forgetTries(store, account);
    await this.open(enrolment, account, opened);
    if (known && known.person.certified?.desk !== enrolment.desk) await this.certifyAgain(enrolment, account, password);
    return null;
  }

  async confirmPassword(password: string): Promise<SignInFault | null> {
    const { store, clock } = this.ports;
    const account = this.seated?.account;
    if (account === undefined) return 'accountUnknown';
    if (await mustWait(store, clock, account)) return 'tooManyTries';
    if ((await unlock(this.place, account, password)) === undefined) {
      await countWrong(store, clock, account);
      return 'passwordWrong';
    }
    await forgetTries(store, account);
    this.passwordAt = this.ports.steady.now();
    return null;
  }

  async lock(): Promise<void> {
    this.unfollow();
    this.seated = undefined;
    this.passwordAt = Number.NEGATIVE_INFINITY;
    await this.showLocked();
  }

  /** The county checks the password once; from then on the person signs in without it. */
  private async firstSignIn(enrolment: Enrolment, account: string, password: string): Promise<Unlocked | SignInFault> {
    const who = await this.whoIs(enrolment, account);
    if (who === undefined) return 'accountUnknown';
    const dataKey = await dataKeyForNewcomer(this.place, this.dataKey);
    if (dataKey === undefined) return 'colleagueFirst';
    const { keys, unlocked } = await makePerson(who, password, dataKey, this.ports.random);
    const answer = await this.certify(enrolment, account, password, keys.publicKey);
    if ('fault' in answer) return signInFault(answer.fault);
    await keepPerson(this.place, { ...keys, certified: { desk: enrolment.desk, certificate: answer.certificate } }, dataKey, enrolment);
    return unlocked;
  }

  /** After a new enrolment the county certifies the same key for the new desk; until then the person's acts wait there. */
  private async certifyAgain(enrolment: Enrolment, account: string, password: string): Promise<void> {
    const known = await personInRing(this.place, account);
    if (known === undefined || this.dataKey === undefined) return;
    const answer = await this.certify(enrolment, account, password, known.person.publicKey);
    if ('fault' in answer) return;
    const certified = { desk: enrolment.desk, certificate: answer.certificate };
    await keepPerson(this.place, { ...known.person, certified }, this.dataKey, enrolment);
    this.wakeSync();
  }

  private async certify(enrolment: Enrolment, account: string, password: string, publicKey: JsonWebKey): Promise<{ readonly certificate: string } | { readonly fault: string }> {
    try {
      const link = await this.linkFor(enrolment);
      await link.connect();
      return await link.certify(account, password, publicKey);
    } catch (error) {
      if (error instanceof LinkFailed || error instanceof LinkRefused || error instanceof Unauthorised) return { fault: 'unreachable' };
      throw error;
    }
  }

  private async linkFor(enrolment: Enrolment): Promise<HttpLink> {
    const key = await this.ownKey();
    const { fetch: doFetch } = this.ports;
    return httpLink({ address: enrolment.address, desk: enrolment.desk, fetch: doFetch, sign: (bytes) => es256(key, bytes), signal: this.aborting.signal });
  }

  private async ownKey(): Promise<CryptoKey> {
    const key = await deskKey(this.ports.store);
    if (key === undefined) throw new LinkFailed('this desk has lost its key');
    return key;
  }

  private async open(enrolment: Enrolment, account: string, unlocked: Unlocked): Promise<void> {
    const { store, shell, random, steady } = this.ports;
    const sealer = sealerOver(await sealingKey(unlocked.dataKey), unlocked.dataKey.id, random);
    this.dataKey = unlocked.dataKey;
    this.enrolledAs = enrolment.desk;
    await store.alone(async () => {
      await reconcile(store, shell, sealer);
      await reissueFromJournal(store, shell, sealer, enrolment.desk);
    });
    await this.startSync(enrolment, unlocked, sealer);
    this.passwordAt = steady.now();
    // A new desk knows no names yet; they come with the first round.
    if ((await getMeta(store.database, 'cursor')) === undefined) await this.syncNow();
    const person = await this.personOf(enrolment, account);
    this.seated = { account, signingKey: unlocked.signingKey, sealer };
    this.show({ state: 'open', person });
    this.unfollow();
    // A post given or taken by the county shows without signing in anew.
    this.unfollow = follow(() => this.personOf(enrolment, account), (now) => this.seated?.account === account && this.show({ state: 'open', person: now }));
  }

  private async startSync(enrolment: Enrolment, unlocked: Unlocked, sealer: Sealer): Promise<void> {
    this.runner ??= this.ports.syncIn === 'worker' ? await this.inWorker(enrolment, unlocked) : await this.inWindow(enrolment, sealer);
    this.runner.wake();
  }

  private async inWorker(enrolment: Enrolment, { dataKey }: Unlocked): Promise<Runner> {
    const { store, clock, day } = this.ports;
    const { address, desk } = enrolment;
    const key = await this.ownKey();
    const open = { name: store.database.name, address, desk, deskKey: key, dataKey: await sealingKey(dataKey), dataKeyId: dataKey.id, now: clock.now(), day: day.today().day };
    return startWorkerRunner({ open, heardDay: (heard) => day.heard(heard), report: (error) => console.error(error) });
  }

  private async inWindow(enrolment: Enrolment, sealer: Sealer): Promise<Runner> {
    const { store, clock, random, day } = this.ports;
    return startRunner({
      store, sealer,
      link: await this.linkFor(enrolment),
      chance: () => (random.bytes(1)[0] ?? 0) / 256,
      nowText: () => new Date(clock.now()).toISOString(),
      after: (ms, call) => {
        const timer = setTimeout(call, ms);
        return () => clearTimeout(timer);
      },
      heardDay: (heard) => day.heard(heard),
      report: (error) => console.error(error),
    });
  }

  private async personOf(enrolment: Enrolment, account: string): Promise<Person> {
    const { database } = this.ports.store;
    const listed = enrolment.accounts.find((one) => one.id === account);
    const found = (await database.records.get(`account:${account}`))?.value as Account | undefined;
    const office = (await database.records.get(`office:${enrolment.office}`))?.value as Office | undefined;
    const person: Account = found ?? { id: account, login: listed?.login ?? account, name: listed?.name ?? account, posts: [] };
    const seat: Office = office ?? { id: enrolment.office, code: null, name: '', level: 'village', parent: null, aliases: [], sealName: '', boards: [] };
    return { account: person, office: seat, roles: rolesIn(person, seat.id, this.ports.day.today().day) };
  }

  private async whoIs(enrolment: Enrolment, account: string): Promise<{ readonly account: string; readonly login: string; readonly name: string } | undefined> {
    const found = (await this.peopleHere(enrolment)).find((one) => one.id === account);
    return found && { account, login: found.login, name: found.name };
  }

  /** People with a post in this office, as the county last said; before the first contact those named at enrolment. */
  private async peopleHere(enrolment: Enrolment): Promise<readonly { readonly id: string; readonly login: string; readonly name: string }[]> {
    const records = await this.ports.store.database.records.where('kind').equals('account').toArray();
    const people = records.map((record) => record.value as Account);
    const here = people.filter((one) => one.disabled !== true && one.posts.some((post) => post.office === enrolment.office));
    return here.length > 0 ? here : enrolment.accounts;
  }

  private async showLocked(justNow?: JustEnrolled): Promise<void> {
    const { store, shell } = this.ports;
    const enrolment = await getMeta(store.database, 'enrolment');
    if (enrolment === undefined) return this.show({ state: 'notEnrolled' });
    const ring = await readRing(store, shell);
    const known = new Set(ring?.people.map((person) => person.account));
    const accounts = (await this.peopleHere(enrolment)).map(({ id, login, name }) => ({ id, login, name, known: known.has(id) }));
    const office = (await store.database.records.get(`office:${enrolment.office}`))?.value as Office | undefined;
    this.show({ state: 'locked', accounts, office: office?.name ?? enrolment.countyName, ...(justNow ? { enrolled: justNow } : {}) });
  }

  private show(state: DeskState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

function signInFault(fault: string): SignInFault {
  if (fault === 'passwordWrong' || fault === 'tooManyTries' || fault === 'accountUnknown') return fault;
  return fault === 'outsideScope' ? 'accountUnknown' : 'firstSignInNeedsCounty';
}
