/** The one Chromium behind all windows, and what its requests meet: the app's own scheme, loopback, or a wall. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type BrowserContext, type Page, type Route } from 'playwright-core';
import { grantFor } from './permissions.ts';
import { fromPage, handlerOf } from './schemes.ts';
import { chromiumPath, headed, switches } from './settings.ts';

const ARGUMENTS = [
  '--window-size=1280,900', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--remote-debugging-port=0',
];
const LOOPBACK = /^(https?|wss?):\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/;

export interface BrowserParts {
  readonly profile: () => string;
  readonly language: () => string;
  /** A main-frame navigation that the page began; false stops it. */
  readonly mayNavigate: (page: Page, address: string) => boolean;
}

export class ChromiumDouble {
  private readonly parts: BrowserParts;
  private started: Promise<BrowserContext> | undefined;
  private stopping = false;
  /** Pages asked for and not yet arrived; any other page was opened by a page and is closed. */
  private awaited = 0;
  private first: Page | undefined;

  constructor(parts: BrowserParts) {
    this.parts = parts;
  }

  context(): Promise<BrowserContext> {
    return (this.started ??= this.start());
  }

  private async start(): Promise<BrowserContext> {
    const profile = path.join(this.parts.profile(), 'chromium-double');
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath,
      headless: !headed,
      viewport: null,
      acceptDownloads: true,
      locale: this.parts.language(),
      handleSIGINT: false,
      handleSIGTERM: false,
      args: ARGUMENTS,
    });
    this.first = context.pages()[0];
    await context.route('**/*', (route) => this.answer(route));
    context.on('page', (page) => {
      if (this.awaited > 0) this.awaited -= 1;
      else void page.close().catch(() => undefined);
    });
    context.on('close', () => {
      if (!this.stopping) process.exit(1);
    });
    const [port = '', socket = ''] = readFileSync(path.join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
    // The line that Playwright's _electron.launch waits for.
    if (switches.has('remote-debugging-port')) process.stderr.write(`DevTools listening on ws://127.0.0.1:${port}${socket}\n`);
    return context;
  }

  /** The blank page that Chromium begins with is the first window; later ones get pages of their own. */
  async newPage(): Promise<Page> {
    const context = await this.context();
    const first = this.first;
    this.first = undefined;
    if (first && !first.isClosed()) return first;
    this.awaited += 1;
    return context.newPage();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const context = await this.started;
    await context?.close().catch(() => undefined);
  }

  private async answer(route: Route): Promise<void> {
    try {
      await this.carry(route);
    } catch (error) {
      if (this.stopping) return;
      console.error('electron double: no answer for', route.request().url(), error);
      await route.abort('failed').catch(() => undefined);
    }
  }

  private async carry(route: Route): Promise<void> {
    const request = route.request();
    const address = fromPage(request.url());
    const navigates = request.isNavigationRequest() && request.frame().parentFrame() === null;
    if (navigates && !this.parts.mayNavigate(request.frame().page(), address)) return route.abort('aborted');
    const handler = handlerOf(address);
    // No test reaches the network: loopback goes on, everything else meets a wall.
    if (!handler) return LOOPBACK.test(address) ? route.continue() : route.abort('blockedbyclient');
    if (navigates) await grantFor(await this.context(), address, new URL(request.url()).origin);
    const sent = request.postDataBuffer();
    const answer = await handler(new Request(address, { method: request.method(), headers: request.headers(), ...(sent ? { body: new Uint8Array(sent) } : {}) }));
    await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.from(await answer.arrayBuffer()) });
  }
}
