/** Negative controls: the main bundle broken on purpose, one guard each; the probe of that guard must notice. */
import { expect, test } from '@playwright/test';
import { appFolder, launchFixture, type Mutation } from './fixture.ts';
import type { LaunchedApp } from './launch.ts';
import { foreignDocumentIsServed, inlineScriptRuns, navigatesAway, opensUnsafeByBridge, opensUnsafeByWindow, reaches } from './probes.ts';

interface Control {
  readonly guard: string;
  readonly mutations: readonly Mutation[];
  readonly noticed: (launched: LaunchedApp) => Promise<boolean>;
}

const CONTROLS: readonly Control[] = [
  {
    guard: 'https only, by the bridge',
    mutations: [{ from: /if \(!mayOpenOutside\(address\)\)/, to: 'if (false)' }],
    noticed: async (launched) => (await opensUnsafeByBridge(launched)).includes('file:///etc/passwd'),
  },
  {
    guard: 'https only, by window.open',
    mutations: [{ from: /if \(mayOpenOutside\(url\)\)/, to: 'if (true)' }],
    noticed: async (launched) => (await opensUnsafeByWindow(launched)).includes('http://help.example/'),
  },
  {
    guard: 'sender check',
    mutations: [{ from: /if \(!frame \|\| frame\.parent \|\| !isOurs\(frame\.url\)\)/, to: 'if (!frame)' }],
    noticed: foreignDocumentIsServed,
  },
  { guard: 'content security policy', mutations: [{ from: /"content-security-policy": policy/, to: '"x-nothing": policy' }], noticed: inlineScriptRuns },
  {
    guard: 'connect-src',
    mutations: [{ from: /connect-src 'self'/, to: "connect-src 'self' *" }],
    noticed: async (launched) => (await policyOf(launched)).includes("connect-src 'self' *"),
  },
  { guard: 'navigation', mutations: [{ from: /if \(!isOurs\(event\.url\)\) event\.preventDefault\(\)/, to: 'if (false) event.preventDefault()' }], noticed: navigatesAway },
];

async function policyOf({ page }: LaunchedApp): Promise<string> {
  return page.evaluate(() => fetch('/index.html').then((answer) => answer.headers.get('content-security-policy') ?? ''));
}

for (const { guard, mutations, noticed } of CONTROLS) {
  test(`without the guard "${guard}" its probe turns red`, async () => {
    const launched = await launchFixture(appFolder(mutations));
    try {
      expect(await noticed(launched)).toBe(true);
    } finally {
      await launched.close().catch(() => undefined);
    }
  });
}

test('the probes are quiet on the true bundle', async () => {
  const launched = await launchFixture(appFolder());
  for (const { noticed, guard } of CONTROLS) expect({ guard, noticed: await noticed(launched) }).toEqual({ guard, noticed: false });
  expect(await reaches(launched, '/index.html')).toBe(true);
  await launched.close();
});

test('a scheme that is not secure, a weakened window and an allowed popup do not run at all', async () => {
  const broken: readonly Mutation[] = [
    { from: /secure: true,/, to: 'secure: false,' },
    { from: /contextIsolation: true/g, to: 'contextIsolation: false' },
    { from: /action: "deny"/, to: 'action: "allow"' },
  ];
  for (const mutation of broken) {
    const ran = await launchFixture(appFolder([mutation])).then(
      async (launched) => {
        // A popup is only asked about when a page opens one; then the program ends.
        const gone = launched.app.waitForEvent('close', { timeout: 5000 }).then(() => false, () => true);
        await launched.page.evaluate(() => void window.open('https://help.example/')).catch(() => undefined);
        return gone;
      },
      () => false,
    );
    expect({ mutation: String(mutation.from), ran }).toEqual({ mutation: String(mutation.from), ran: false });
  }
});
