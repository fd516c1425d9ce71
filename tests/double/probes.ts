/**
 * What a hostile page tries, each as one question with a yes or no. The guard specs ask them of the true bundle, the
 * negative controls of a broken one: a probe that cannot tell the two apart proves nothing.
 */
import type { LaunchedApp } from './launch.ts';
import { callDesk, ready } from './fixture.ts';

type Opened = { opened: string[] };

/** Records what would have opened outside, instead of opening it. */
async function watchOpening({ app }: LaunchedApp): Promise<() => Promise<string[]>> {
  await app.evaluate(({ shell }) => {
    const seen: string[] = [];
    (globalThis as unknown as Opened).opened = seen;
    shell.openExternal = (address: string) => {
      seen.push(address);
      return Promise.resolve();
    };
  });
  return () => app.evaluate(() => (globalThis as unknown as Opened).opened);
}

const UNSAFE = ['http://help.example/', 'file:///etc/passwd', 'ms-settings:network', 'javascript:alert(1)', 'smb://host/share', 'not an address'];

/** Addresses that open outside and should not, by the bridge. */
export async function opensUnsafeByBridge(launched: LaunchedApp): Promise<string[]> {
  const opened = await watchOpening(launched);
  for (const address of UNSAFE) await callDesk(launched.page, 'openOutside', { address });
  return opened();
}

/** Addresses that open outside and should not, by window.open and links. */
export async function opensUnsafeByWindow(launched: LaunchedApp): Promise<string[]> {
  const opened = await watchOpening(launched);
  for (const address of ['http://help.example/', 'file:///etc/passwd', 'ms-settings:network']) {
    await launched.page.evaluate((to) => void window.open(to), address).catch(() => undefined);
  }
  await launched.page.waitForTimeout(300);
  return opened();
}

/** https opens outside, and no window of ours opens. */
export async function opensHttps(launched: LaunchedApp): Promise<{ opened: string[]; windows: number }> {
  const opened = await watchOpening(launched);
  await callDesk(launched.page, 'openOutside', { address: 'https://help.example/a' });
  await launched.page.evaluate(() => void window.open('https://help.example/b'));
  await launched.page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: 'https://help.example/c', target: '_blank' });
    document.body.append(link);
    link.click();
    link.remove();
  });
  await launched.page.waitForTimeout(300);
  // A refused popup is a page for a moment before the double closes it.
  for (let tries = 0; tries < 50 && launched.app.windows().length > 1; tries += 1) await launched.page.waitForTimeout(100);
  return { opened: await opened(), windows: launched.app.windows().length };
}

/** Whether a page can leave for another site in our window. */
export async function navigatesAway({ page }: LaunchedApp): Promise<boolean> {
  await page.evaluate(() => {
    location.href = 'http://127.0.0.1:9/';
  });
  await page.waitForTimeout(500);
  return !page.url().includes('bundle');
}

/** Whether a document of another host gets an answer over the bridge. */
export async function foreignDocumentIsServed({ app, page }: LaunchedApp): Promise<boolean> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.loadURL('app://other/index.html').catch(() => undefined));
  const answer = await callDesk(page, 'appInfo', {}).catch(() => ({ ok: false }));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.loadURL('app://bundle/index.html'));
  await ready(page);
  return answer.ok;
}

/** Whether an inline script, which is what injected markup brings, runs. */
export async function inlineScriptRuns({ page }: LaunchedApp): Promise<boolean> {
  return page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.body.append(script);
    script.remove();
    return 'inlineRan' in window;
  });
}

/** Whether the page reaches this address by fetch. */
export async function reaches({ page }: LaunchedApp, address: string): Promise<boolean> {
  return page.evaluate((to) => fetch(to).then((answer) => answer.ok, () => false), address);
}
