/** What the double promises of Electron: cloning, errors, life cycle, printing, the county, and refusing the rest. */
import { createServer, type Server } from 'node:http';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { appFolder, callDesk, freshFolder, launchFixture, ready } from './fixture.ts';
import { deskOrigin, launchApp, runtime, type LaunchedApp } from './launch.ts';
import { reaches } from './probes.ts';

interface PageNotes {
  keepNote(text: string): Promise<void>;
  readNote(): Promise<string | undefined>;
}

const hex = (letter: string): string => letter.repeat(64);
const line = { desk: 'desk-1', seq: 1, act: 'act-1', prev: hex('0'), hash: hex('a'), sealed: new Uint8Array([1, 2, 255]) };
const root = appFolder();

test.describe('one app', () => {
  const profile = freshFolder();
  let launched: LaunchedApp;
  test.beforeAll(async () => {
    console.log(`runtime: ${runtime}`);
    launched = await launchFixture(root, { profile });
  });
  test.afterAll(() => launched.close());

  test('IPC carries what structured clone carries, and says so of the rest', async () => {
    const { app, page } = launched;
    await app.evaluate(({ ipcMain }) => {
      ipcMain.removeHandler('desk:diskFree');
      ipcMain.handle('desk:diskFree', () => ({ date: new Date(0), map: new Map([[1, new Set([2])]]), missing: undefined, bytes: new Uint8Array([1, 2, 255]), big: 3n, nan: Number.NaN }));
    });
    const carried = await page.evaluate(async () => {
      const desk = (window as unknown as { desk: Record<string, (input: unknown) => Promise<Record<string, unknown>>> }).desk;
      const value = (await desk['diskFree']?.({})) ?? {};
      const { date, map, bytes } = value;
      return {
        date: date instanceof Date && date.getTime(),
        map: map instanceof Map && [...(map.get(1) as Set<number>)],
        missing: 'missing' in value && value['missing'] === undefined,
        bytes: bytes instanceof Uint8Array && [...bytes],
        big: String(value['big']),
        nan: Number.isNaN(value['nan']),
      };
    });
    expect(carried).toEqual({ date: 0, map: [2], missing: true, bytes: [1, 2, 255], big: '3', nan: true });
    const refusals = await page.evaluate(async () => {
      const desk = (window as unknown as { desk: Record<string, (input: unknown) => Promise<unknown>> }).desk;
      const tell = async (input: unknown): Promise<string> => {
        try {
          return String(await desk['appInfo']?.(input));
        } catch (error) {
          return String(error);
        }
      };
      return [await tell({ f: Symbol('s') }), await tell({ f: () => 1 }), await tell(document.body)];
    });
    for (const refusal of refusals) expect(refusal).toContain('clone');
  });

  test('a channel without a handler, and a handler that throws, are worded as by Electron', async () => {
    const { app, page } = launched;
    await app.evaluate(({ ipcMain }) => {
      ipcMain.removeHandler('desk:keychainWrap');
      ipcMain.removeHandler('desk:keychainUnwrap');
      ipcMain.handle('desk:keychainUnwrap', () => {
        throw new TypeError('bad');
      });
    });
    await expect(callDesk(page, 'keychainWrap', {})).rejects.toThrow("Error invoking remote method 'desk:keychainWrap': Error: No handler registered for 'desk:keychainWrap'");
    await expect(callDesk(page, 'keychainUnwrap', {})).rejects.toThrow("Error invoking remote method 'desk:keychainUnwrap': TypeError: bad");
  });

  test('handlers see addresses of the app, and pages a stable secure origin', async () => {
    const url = await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
    expect(url).toBe('app://bundle/index.html');
    expect(await launched.page.evaluate(() => location.origin)).toBe(deskOrigin);
  });

  test('a second start hands its arguments over and ends', async () => {
    const { app } = launched;
    await app.evaluate(({ app: electronApp }) => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      electronApp.on('second-instance', (_event, argv) => seen.push(argv.at(-1) ?? ''));
    });
    const second = await launchApp({ root, profile, args: ['list.xlsx'] }).then(() => 'started', () => 'ended');
    expect(second).toBe('ended');
    await expect.poll(() => app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)).toEqual(['list.xlsx']);
  });

  test('dialogs are scripted, and what is saved is what was handed over', async () => {
    const { app, page } = launched;
    const file = path.join(freshFolder(), 'list.csv');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    }, file);
    expect(await callDesk(page, 'saveFile', { name: 'list.csv', bytes: new Uint8Array([0, 200, 10]) })).toEqual({ ok: true, value: { path: file } });
    expect([...readFileSync(file)]).toEqual([0, 200, 10]);
    expect(await callDesk(page, 'openFile', { extensions: ['csv'] })).toMatchObject({ ok: true, value: { file: { name: 'list.csv' } } });
    await app.evaluate(({ dialog }) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' });
    });
    expect(await callDesk(page, 'saveFile', { name: 'list.csv', bytes: new Uint8Array() })).toEqual({ ok: true, value: { path: null } });
  });

  test('a document becomes a PDF with the bundled font, pages numbered, and no window is left', async () => {
    const { app, page } = launched;
    const rows = Array.from({ length: 120 }, (_, at) => `<tr><td>${at}</td><td>样例农户</td></tr>`).join('');
    const html = `<!doctype html><html><head><style>
      @font-face { font-family: Board; src: url("fonts/noto-serif-sc-chinese-simplified-400-normal.woff2"); }
      @page { size: A4; margin: 20mm; @bottom-center { font-family: Board; content: "第 " counter(page) " 页 共 " counter(pages) " 页"; } }
      body { font-family: Board; } th { font-weight: 400; } table { width: 100%; } thead { display: table-header-group; } tr { break-inside: avoid; }
      </style></head><body><table><thead><tr><th>序号</th><th>姓名</th></tr></thead><tbody>${rows}</tbody></table></body></html>`;
    const answer = await callDesk(page, 'printToPdf', { html, tagged: false });
    if (!answer.ok) throw new Error(answer.code);
    // Bytes cross from page to test as a plain object with numbered members.
    const pdf = Buffer.from(Object.values(answer.value['pdf'] as Record<string, number>));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const { pages, text, fonts } = await readPdf(pdf);
    expect(pages).toBeGreaterThan(2);
    expect(text.replaceAll(' ', '')).toContain(`第${pages}页共${pages}页`);
    expect(text.match(/姓名/g)).toHaveLength(pages);
    expect(fonts).toContain('NotoSerifSC');
    expect(fonts).not.toContain('Type 3');
    await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('what is not doubled throws', async () => {
    const { app } = launched;
    await expect(app.evaluate((electron) => new electron.Tray('x'))).rejects.toThrow('electron.Tray is not doubled');
    await expect(app.evaluate(({ app: electronApp }) => electronApp.dock)).rejects.toThrow('app.dock is not doubled');
    await expect(app.evaluate(({ BrowserWindow }) => new BrowserWindow({ webPreferences: { nodeIntegration: true } }).id)).rejects.toThrow('nodeIntegration: true is not doubled');
    await expect(app.evaluate(({ app: electronApp }) => void electronApp.on('gpu-info-update', () => undefined))).rejects.toThrow("on('gpu-info-update') is not doubled");
    await expect(app.evaluate(({ BrowserWindow }) => new BrowserWindow({ webPreferences: { partition: 'persist:x' } }).id)).rejects.toThrow('partition');
  });
});

/** Pages, text and fonts of a PDF, by poppler. */
async function readPdf(pdf: Buffer): Promise<{ pages: number; text: string; fonts: string }> {
  const { execFileSync } = await import('node:child_process');
  const { writeFileSync } = await import('node:fs');
  const file = path.join(freshFolder(), 'board.pdf');
  writeFileSync(file, pdf);
  const run = (command: string, ...args: string[]): string => execFileSync(command, args, { encoding: 'utf8' });
  return { pages: Number(/Pages:\s+(\d+)/.exec(run('pdfinfo', file))?.[1]), text: run('pdftotext', '-layout', file, '-'), fonts: run('pdffonts', file) };
}

test('killed, not closed: what was acknowledged is still there, in the store and in the journal', async () => {
  const profile = freshFolder();
  const first = await launchFixture(root, { profile });
  await first.page.evaluate(() => (window as unknown as PageNotes).keepNote('断电之前'));
  const piece = { sha256: hex('b'), sealed: new Uint8Array([9, 9]) };
  expect(await callDesk(first.page, 'journalAppend', { pieces: [piece], lines: [line] })).toEqual({ ok: true, value: { lines: 1, pieces: 1 } });
  expect(await callDesk(first.page, 'journalAppend', { pieces: [], lines: [{ ...line, hash: hex('c') }] })).toMatchObject({ ok: false, code: 'journalConflict' });
  expect(await callDesk(first.page, 'journalKeysWrite', { text: '{"wraps":1}' })).toMatchObject({ ok: true });
  await first.kill();
  const again = await launchFixture(root, { profile });
  expect(await again.page.evaluate(() => (window as unknown as PageNotes).readNote())).toBe('断电之前');
  expect(await callDesk(again.page, 'journalRead', {})).toMatchObject({ ok: true, value: { lines: [{ desk: 'desk-1', seq: 1, hash: hex('a') }], pieces: [hex('b')], damaged: 0 } });
  expect(await callDesk(again.page, 'journalKeysRead', {})).toEqual({ ok: true, value: { text: '{"wraps":1}' } });
  // Enrolled now: the county's address is bound.
  expect(readdirSync(path.join(profile, 'journal')).sort()).toEqual(['damaged', 'keys', 'pieces', 'segments']);
  await again.close();
  const third = await launchFixture(root, { profile });
  expect(await third.page.evaluate(() => (window as unknown as PageNotes).readNote())).toBe('断电之前');
  await third.close();
});

test('the journal lies where --journal-dir says', async () => {
  const folder = path.join(freshFolder(), 'second-disk');
  const launched = await launchFixture(root, { args: [`--journal-dir=${folder}`] });
  await callDesk(launched.page, 'journalAppend', { pieces: [], lines: [line] });
  expect(existsSync(path.join(folder, 'segments/000001.log'))).toBe(true);
  await launched.close();
});

test.describe('the county', () => {
  const servers: Server[] = [];
  const addresses: string[] = [];
  test.beforeAll(async () => {
    for (const name of ['county', 'stranger']) {
      const server = createServer((request, response) => {
        response.writeHead(200, { 'access-control-allow-origin': request.headers.origin ?? '', 'content-type': 'text/plain' });
        response.write(name);
        // A stream that stays open, as the county's poke does.
        setTimeout(() => response.end(' end'), request.url === '/slow' ? 1500 : 0);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const bound = server.address();
      servers.push(server);
      addresses.push(typeof bound === 'object' && bound ? `http://127.0.0.1:${bound.port}` : '');
    }
  });
  test.afterAll(() => servers.forEach((server) => server.close()));

  test('only the configured one is reached, and only after it was configured', async () => {
    const [county = '', stranger = ''] = addresses;
    const profile = freshFolder();
    const launched = await launchFixture(root, { profile });
    expect(await reaches(launched, `${county}/`)).toBe(false);
    // The reload that it causes may outrun the answer on its way to this spec; a window that was left for it has reloaded.
    const told = await callDesk(launched.page, 'setCounty', { address: `${county}/` }).catch((error: unknown) => {
      if (String(error).includes('because of a navigation')) return { ok: true, value: { reloads: true } };
      throw error;
    });
    expect(told).toEqual({ ok: true, value: { reloads: true } });
    await expect.poll(() => launched.page.evaluate((to) => fetch(to).then((answer) => answer.ok, () => false), `${county}/`).catch(() => false)).toBe(true);
    await ready(launched.page);
    expect(await reaches(launched, `${stranger}/`)).toBe(false);
    expect(await callDesk(launched.page, 'appInfo', {})).toMatchObject({ ok: true, value: { county } });
    expect(await callDesk(launched.page, 'setCounty', { address: county })).toEqual({ ok: true, value: { reloads: false } });
    await callDesk(launched.page, 'journalKeysWrite', { text: '{}' });
    expect(await callDesk(launched.page, 'setCounty', { address: stranger })).toMatchObject({ ok: false, code: 'notAllowed' });
    await launched.close();
    const again = await launchFixture(root, { profile });
    expect(await reaches(again, `${county}/`)).toBe(true);
    await again.close();
  });

  test('an answer streams: its beginning arrives before its end', async () => {
    const [county = ''] = addresses;
    const launched = await launchFixture(root, { countyOrigin: county });
    const waited = await launched.page.evaluate(async (to) => {
      const began = performance.now();
      const reader = (await fetch(to)).body?.getReader();
      await reader?.read();
      const first = performance.now() - began;
      while (!(await reader?.read())?.done);
      return { first, all: performance.now() - began };
    }, `${county}/slow`);
    expect(waited.all).toBeGreaterThan(1400);
    expect(waited.first).toBeLessThan(1000);
    await launched.close();
  });

  test('without a grant of the permission handlers Chromium itself refuses the local network', async () => {
    const [county = ''] = addresses;
    const ungranted = appFolder([{ from: /LOCAL_NETWORK\.has\(permission\) && county !== ""/, to: 'false' }]);
    const launched = await launchFixture(ungranted, { countyOrigin: county });
    expect(await reaches(launched, `${county}/`)).toBe(false);
    await launched.close();
  });
});

test('a keychain that protects nothing is not used; a real one is', async () => {
  const launched = await launchFixture(root);
  const { app, page } = launched;
  expect(await callDesk(page, 'keychainWrap', { secret: new Uint8Array([1, 2, 3]) })).toEqual({ ok: true, value: { wrapped: null } });
  await app.evaluate(({ safeStorage }) => {
    safeStorage.getSelectedStorageBackend = () => 'gnome_libsecret';
  });
  const roundTrip = await page.evaluate(async () => {
    const desk = (window as unknown as { desk: Record<string, (input: unknown) => Promise<{ value: { wrapped: Uint8Array; secret: Uint8Array | null } }>> }).desk;
    const wrapped = (await desk['keychainWrap']?.({ secret: new Uint8Array([1, 2, 3]) }))?.value.wrapped;
    const good = (await desk['keychainUnwrap']?.({ wrapped }))?.value.secret;
    const foreign = (await desk['keychainUnwrap']?.({ wrapped: new Uint8Array([7, 7]) }))?.value.secret;
    return { good: good && [...good], foreign, longer: (wrapped?.length ?? 0) > 3 };
  });
  expect(roundTrip).toEqual({ good: [1, 2, 3], foreign: null, longer: true });
  await launched.close();
});
