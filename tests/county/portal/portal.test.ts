import { afterEach, describe, expect, it } from 'vitest';
import { scanText } from '#domain/privacy/scan.ts';
import { openPages, posted, publish, rows, secondNotice, SHEET_CODE, ShelfReader, type Pages } from './kit.ts';
import { publishedCounty } from '#domain/board/published.ts';
import { rules, syntheticNotice, village, township } from '#tests/boards/kit.ts';

const open: Pages[] = [];
afterEach(async () => {
  for (const pages of open.splice(0)) await pages.app.close();
});

async function pagesOf(reader = new ShelfReader([publish('one'), secondNotice()]), day?: string): Promise<Pages> {
  const pages = await openPages(reader, day);
  open.push(pages);
  return pages;
}

const fullNames = rows.map((row) => String(row.cells.payeeName));
/** Tags and attribute values out; what is left is what a visitor reads. */
const read = (body: string): string => body.replace(/<[^>]+>/g, '\n').replace(/\n\s*\n+/g, '\n');
const shape = (body: string): string => (body.match(/<[a-z1-6]+/g) ?? []).join('');

describe('every page', () => {
  it.each(['/', '/notice/one', '/notice/low', '/v', `/v/${SHEET_CODE}`, '/v/0000000000000', '/robots.txt', '/portal.css', '/not-there'])('%s: strict headers, no script, the same by HEAD', async (url) => {
    const { app } = await pagesOf();
    const get = await app.inject({ url });
    const head = await app.inject({ url, method: 'HEAD' });
    expect(get.headers['content-security-policy']).toContain("default-src 'none'");
    expect(get.headers['x-content-type-options']).toBe('nosniff');
    expect([head.statusCode, head.body, head.headers['content-security-policy']]).toEqual([get.statusCode, '', get.headers['content-security-policy']]);
    expect(get.body).not.toMatch(/<script|javascript:|\son\w+=|style="/i);
  });

  it.each(['/', '/notice/one', '/v', '/not-there'])('%s: language, landmarks, one heading of the first order, a way past the head', async (url) => {
    const { app } = await pagesOf();
    const { body } = await app.inject({ url });
    expect(body).toContain('<html lang="zh-CN">');
    for (const part of ['<header', '<nav', '<main id="content"', '<footer', 'href="#content"']) expect(body).toContain(part);
    expect(body.match(/<h1/g)).toHaveLength(1);
    for (const [, id] of body.matchAll(/<label for="(\w+)"/g)) expect(body).toContain(`id="${id}"`);
  });

  it('shows no payee’s name in full and no number of a person', async () => {
    const { app } = await pagesOf();
    for (const url of ['/', '/notice/one', '/notice/low', `/v/${SHEET_CODE}`, '/robots.txt', '/?q=石桥']) {
      const { body } = await app.inject({ url });
      for (const name of fullNames) expect(read(body).split('\n')).not.toContain(name);
      expect(scanText(read(body))).toEqual([]);
    }
  });

  it('is marked as synthetic and as a preview, until the county has an official address', async () => {
    const { app } = await pagesOf();
    const preview = await app.inject({ url: '/' });
    expect(preview.body).toMatch(/样例数据[\s\S]*预览页面/);
    expect(preview.headers['x-robots-tag']).toContain('noindex');
    const official = new ShelfReader([publish('one')], publishedCounty({ ...rules, synthetic: false, officialAddress: 'https://zwgk.example.gov.cn' }, [township, village]));
    const { app: real } = await pagesOf(official);
    const home = await real.inject({ url: '/' });
    expect(home.body).not.toMatch(/样例数据|预览页面/);
    expect([home.body.includes('index, follow'), home.headers['x-robots-tag']]).toEqual([true, undefined]);
    expect((await real.inject({ url: '/robots.txt' })).body).toContain('Disallow: /v');
    expect((await real.inject({ url: '/notice/one' })).headers['x-robots-tag']).toContain('noindex');
  });

  it('escapes what comes from spreadsheets and from visitors', async () => {
    const notice = syntheticNotice(rows, posted);
    const evil = publish('evil', { ...posted, head: { ...notice.head, title: '<img src=x onerror=alert(1)>', bodyText: '</main><script>1</script>' } });
    const { app } = await pagesOf(new ShelfReader([evil]));
    for (const url of ['/', '/notice/evil', '/?q=%22%3E%3Cscript%3E', '/v/%3Cscript%3E']) expect((await app.inject({ url })).body).not.toMatch(/<script|<img/);
  });
});

describe('the topic page', () => {
  it('lists what hangs, by township and village, and nothing that does not', async () => {
    const { app } = await pagesOf(new ShelfReader([publish('one'), publish('two', { state: 'signed' }), secondNotice()]));
    const { body } = await app.inject({ url: '/' });
    expect(body).toMatch(/<h2>样例镇<\/h2>[\s\S]*石桥村[\s\S]*枫林村/);
    expect(body).toContain('href="/notice/one"');
    expect(body).not.toContain('href="/notice/two"');
  });

  it('finds by office and programme, never by a payee’s name', async () => {
    const { app } = await pagesOf();
    expect((await app.inject({ url: '/?q=枫林' })).body).toMatch(/：1件[\s\S]*notice\/low/);
    for (const name of [fullNames[0] ?? '', '罗某某']) expect((await app.inject({ url: `/?q=${encodeURIComponent(name)}` })).body).toContain('：0件');
  });

  it('says so when nothing hangs, and when the county is not set up', async () => {
    const { app } = await pagesOf(new ShelfReader([]));
    expect((await app.inject({ url: '/' })).body).toContain('目前没有正在公示');
    const { app: empty } = await pagesOf(new ShelfReader([], null));
    expect((await empty.inject({ url: '/' })).statusCode).toBe(503);
  });
});

describe('a notice', () => {
  it('shows the website’s list while it may', async () => {
    const { app } = await pagesOf();
    const { body } = await app.inject({ url: '/notice/one' });
    expect(body).toContain('罗某某');
    expect(body.match(/<tr/g)?.length).toBeGreaterThan(60);
    expect(body).toContain('2021年11月22日至2021年11月30日');
  });

  it('has no list after its time, and keeps totals and hash', async () => {
    const { app } = await pagesOf(undefined, '2022-01-01');
    const { body } = await app.inject({ url: '/notice/one' });
    expect(body).not.toContain('某某');
    expect(body).toMatch(/名单已按规定撤下[\s\S]*公示期满[\s\S]*3f9a 0c71 d2b8/);
  });

  it('says that it does not hang yet, was withdrawn, or does not exist', async () => {
    const { app } = await pagesOf(new ShelfReader([publish('s', { state: 'signed' }), publish('w', { state: 'withdrawn' })]));
    expect((await app.inject({ url: '/notice/s' })).body).toContain('尚未张贴');
    expect((await app.inject({ url: '/notice/w' })).body).toContain('已经撤回');
    expect((await app.inject({ url: '/notice/nobody' })).statusCode).toBe(404);
  });
});

describe('verification', () => {
  it('knows a code in any spelling and shows office, programme, version, state, period, totals, hash', async () => {
    const { app } = await pagesOf();
    for (const typed of [SHEET_CODE, SHEET_CODE.toLowerCase(), '7Q4K-2MX9-V3HT-D', '7q4k 2mx9 v3ht d']) {
      const { body } = await app.inject({ url: `/v?code=${encodeURIComponent(typed)}` });
      for (const fact of ['石桥村', '耕地地力保护补贴', '第1版', '公示中', '2021年11月22日至2021年11月30日', '60', '3f9a 0c71 d2b8']) expect(read(body)).toContain(fact);
    }
  });

  it('answers a known, an unknown and a malformed code with the same status, shape and time', async () => {
    const { app } = await pagesOf();
    const answers = [];
    for (const code of [SHEET_CODE, '0000000000000', 'x', '%F0%9F%98%80']) {
      const begun = performance.now();
      const answer = await app.inject({ url: `/v/${code}` });
      answers.push({ code: answer.statusCode, shape: shape(answer.body), robots: answer.headers['x-robots-tag'], inTime: performance.now() - begun >= 145 });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1);
    expect(answers[0]).toMatchObject({ code: 200, robots: 'noindex, nofollow', inTime: true });
  });

  it('never says forged', async () => {
    const { app } = await pagesOf();
    const { body } = await app.inject({ url: '/v/0000000000000' });
    expect(body).toContain('县里还没有收到这张公示，或编号有误');
    expect(body).not.toMatch(/伪造|假冒|虚假/);
  });

  it('answers an address at most thirty times a minute', async () => {
    const pages = await pagesOf();
    const ask = async (address: string): Promise<number> => (await pages.app.inject({ url: '/v/0000000000000', remoteAddress: address })).statusCode;
    const first = await Promise.all(Array.from({ length: 31 }, () => ask('10.0.0.1')));
    expect(first.filter((status) => status === 429)).toHaveLength(1);
    expect(await ask('10.0.0.2')).toBe(200);
    pages.pass(61_000);
    expect(await ask('10.0.0.1')).toBe(200);
  });
});
