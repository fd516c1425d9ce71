/** `webContents`: a page of Chromium, with the preload in an isolated world of it and IPC over a binding of that world. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { HandlerDetails, IpcMainInvokeEvent, PrintToPDFOptions, WebContents, WebPreferences } from 'electron';
import type { CDPSession, Page } from 'playwright-core';
import type { ChromiumDouble } from './chromium.ts';
import { decode, encode } from './codec.ts';
import { invokeHandler, ipcMain } from './ipc.ts';
import { printToPdf } from './pdf.ts';
import { defaultSession } from './permissions.ts';
import { fromPage, toPage } from './schemes.ts';
import { KnownEvents, makeEvent, NotDoubled, strict } from './strict.ts';

const EVENTS = ['will-navigate', 'did-finish-load', 'did-fail-load', 'dom-ready', 'render-process-gone', 'will-attach-webview', 'destroyed', 'page-title-updated', 'context-menu'];
const WORLD = 'Electron Isolated Context';
type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];

/** `exit` code when the app does something that the double cannot show truly. */
const NOT_DOUBLED = 70;
let lastId = 0;
let lastToken = 0;

export class ContentsDouble extends KnownEvents {
  readonly id: number;
  readonly session = defaultSession;
  /** What the app gets: throws on whatever is not doubled. */
  readonly strictly: ContentsDouble;
  readonly up: Promise<void>;
  page!: Page;
  targetId = '';
  private cdp!: CDPSession;
  private readonly chromium: ChromiumDouble;
  private readonly preferences: WebPreferences;
  /** Isolated worlds alive now, newest last. */
  private worlds: number[] = [];
  /** Navigations that the app itself began: these raise no will-navigate. */
  private readonly own = new Set<string>();
  private openHandler: OpenHandler | undefined;
  private destroyed = false;

  constructor(chromium: ChromiumDouble, preferences: WebPreferences) {
    super('webContents', EVENTS);
    lastId += 1;
    this.id = lastId;
    this.chromium = chromium;
    this.preferences = preferences;
    this.strictly = strict('webContents', this);
    this.up = this.create();
    this.up.catch((error: unknown) => {
      console.error('electron double: no page', error);
      process.exit(1);
    });
  }

  /** Whether a navigation of the main frame may go on; raises will-navigate for those the page began. */
  mayNavigate(url: string): boolean {
    if (this.own.delete(url)) return true;
    const event = makeEvent({ url, isMainFrame: true, isSameDocument: false });
    this.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }

  private async create(): Promise<void> {
    this.page = await this.chromium.newPage();
    const context = await this.chromium.context();
    const cdp = await context.newCDPSession(this.page);
    this.cdp = cdp;
    cdp.on('Runtime.executionContextCreated', ({ context: world }) => {
      if (world.name === WORLD) this.worlds.push(world.id);
    });
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.worlds = this.worlds.filter((id) => id !== executionContextId);
    });
    cdp.on('Runtime.executionContextsCleared', () => {
      this.worlds = [];
    });
    cdp.on('Runtime.bindingCalled', ({ name, executionContextId, payload }) => {
      if (name === '__doubleIpc') void this.receive(executionContextId, payload);
    });
    cdp.on('Page.windowOpen', ({ url }) => this.opens(url));
    this.targetId = (await cdp.send('Target.getTargetInfo')).targetInfo.targetId;
    await cdp.send('Runtime.enable');
    await cdp.send('Page.enable');
    if (this.preferences.preload) await this.installPreload(this.preferences.preload, context.browser()?.version() ?? '');
    this.page.on('domcontentloaded', () => this.emit('dom-ready', makeEvent({})));
    this.page.on('load', () => this.emit('did-finish-load', makeEvent({})));
    this.page.on('crash', () => this.emit('render-process-gone', makeEvent({}), { reason: 'crashed', exitCode: 1 }));
  }

  private async installPreload(file: string, chrome: string): Promise<void> {
    lastToken += 1;
    const token = JSON.stringify(`electron-double-${process.pid}-${lastToken}-${performance.now()}`);
    const about = JSON.stringify({
      platform: process.platform, arch: process.arch, type: 'renderer', sandboxed: true, contextIsolated: true, versions: { electron: 'double', chrome, node: process.versions.node },
    });
    const world = (name: string): string =>
      readFileSync(path.join(__dirname, name), 'utf8').replaceAll('__DOUBLE_TOKEN__', () => token).replaceAll('__DOUBLE_PROCESS__', () => about);
    const preload = readFileSync(file, 'utf8');
    const wrapped = `if (window === window.top) ((require, process, module, exports) => {${preload}\n})(__electronDouble.require, __electronDouble.process, { exports: {} }, {});`;
    await this.cdp.send('Runtime.addBinding', { name: '__doubleIpc', executionContextName: WORLD });
    await this.cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: world('worldMain.js') });
    await this.cdp.send('Page.addScriptToEvaluateOnNewDocument', { worldName: WORLD, source: `${world('worldPreload.js')}\n${wrapped}` });
  }

  private opens(url: string): void {
    const details = { url: fromPage(url), frameName: '', features: '', disposition: 'foreground-tab', referrer: { url: '', policy: 'default' } } as HandlerDetails;
    const action = this.openHandler?.(details).action;
    if (action === 'deny') return;
    console.error(String(new NotDoubled(`setWindowOpenHandler answering ${action ?? 'nothing'}`)));
    process.exit(NOT_DOUBLED);
  }

  private async receive(world: number, payload: string): Promise<void> {
    const { type, id, channel, args } = JSON.parse(payload) as { type: 'invoke' | 'send'; id: number; channel: string; args: string };
    const event = strict('IpcMainInvokeEvent', makeEvent({ sender: this.strictly, senderFrame: this.mainFrame, processId: 1, frameId: 1, type: 'frame' }));
    const values = decode(args) as unknown[];
    if (type === 'send') return void ipcMain.emit(channel, event, ...values);
    const reply = await this.replyTo(channel, event as unknown as IpcMainInvokeEvent, values);
    await this.deliver({ type: 'reply', id, ...reply }, world);
  }

  private async replyTo(channel: string, event: IpcMainInvokeEvent, values: readonly unknown[]): Promise<{ ok: boolean; data: string }> {
    try {
      const value = await invokeHandler(channel, event, values);
      try {
        return { ok: true, data: encode(value) };
      } catch (cause) {
        throw new Error('An object could not be cloned.', { cause });
      }
    } catch (error) {
      return { ok: false, data: `Error invoking remote method '${channel}': ${String(error)}` };
    }
  }

  private async deliver(message: object, world = this.worlds.at(-1)): Promise<void> {
    // The document has gone or has no preload: Electron drops the message too.
    if (world === undefined) return;
    const call = { functionDeclaration: '(text) => __electronDouble.deliver(text)', arguments: [{ value: JSON.stringify(message) }] };
    await this.cdp.send('Runtime.callFunctionOn', { executionContextId: world, ...call }).catch(() => undefined);
  }

  get mainFrame(): object {
    const url = this.getURL();
    return strict('WebFrameMain', { url, origin: /^[a-z]+:\/\/[^/]+/.exec(url)?.[0] ?? 'null', parent: null, routingId: 1, processId: 1 });
  }

  async load(url: string): Promise<void> {
    await this.up;
    this.own.add(url).add(new URL(url).href);
    try {
      await this.page.goto(toPage(url));
    } catch (error) {
      this.emit('did-fail-load', makeEvent({}), -2, String(error), url, true);
      throw error;
    }
  }

  getURL(): string {
    return fromPage(this.page?.mainFrame().url() ?? '');
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  gone(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.emit('destroyed');
  }

  send(channel: string, ...args: unknown[]): void {
    let data: string;
    try {
      data = encode(args);
    } catch (cause) {
      throw new Error('Failed to serialize arguments', { cause });
    }
    void this.up.then(() => this.deliver({ type: 'event', channel, data }));
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  reload(): void {
    this.own.add(this.getURL());
    void this.page.reload().catch(() => undefined);
  }

  async executeJavaScript(code: string): Promise<unknown> {
    await this.up;
    return this.page.evaluate(code);
  }

  async printToPDF(options: PrintToPDFOptions): Promise<Buffer> {
    await this.up;
    return printToPdf(this.cdp, options);
  }
}
