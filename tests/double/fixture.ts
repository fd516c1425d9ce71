/** An app folder around the built main and preload with a small page of its own, and ways to break it on purpose. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { launchApp, projectRoot, type Launch, type LaunchedApp } from './launch.ts';

const FONT = 'noto-serif-sc-chinese-simplified-400-normal.woff2';

/** A fresh folder under the system's temporary one. */
export function freshFolder(): string {
  return mkdtempSync(path.join(os.tmpdir(), 'noticeboard-'));
}

/** One change to the built main bundle; `from` must be there, else the control would prove nothing. */
export interface Mutation {
  readonly from: string | RegExp;
  readonly to: string;
}

/** Writes an app folder; gives its path. */
export function appFolder(mutations: readonly Mutation[] = []): string {
  const folder = freshFolder();
  const renderer = path.join(folder, 'out/renderer');
  mkdirSync(path.join(renderer, 'fonts'), { recursive: true });
  cpSync(path.join(projectRoot, 'out/electron'), path.join(folder, 'out/electron'), { recursive: true });
  cpSync(path.join(import.meta.dirname, 'page'), renderer, { recursive: true });
  cpSync(path.join(projectRoot, 'node_modules/@fontsource/noto-serif-sc/files', FONT), path.join(renderer, 'fonts', FONT));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'noticeboard-spec', version: '9.9.9', main: 'out/electron/main.cjs' }));
  const file = path.join(folder, 'out/electron/main.cjs');
  let bundle = readFileSync(file, 'utf8');
  for (const { from, to } of mutations) {
    const changed = bundle.replace(from, to);
    if (changed === bundle) throw new Error(`the bundle has no ${String(from)}`);
    bundle = changed;
  }
  writeFileSync(file, bundle);
  return folder;
}

/** Launches an app folder and waits until its page runs. */
export async function launchFixture(root: string, options: Omit<Launch, 'root' | 'profile'> & { readonly profile?: string } = {}): Promise<LaunchedApp> {
  const launched = await launchApp({ ...options, root, profile: options.profile ?? freshFolder() });
  await ready(launched.page);
  return launched;
}

export async function ready(page: Page): Promise<void> {
  await page.locator('html[data-ready=yes]').waitFor({ state: 'attached' });
}

type Answer = { readonly ok: true; readonly value: Record<string, unknown> } | { readonly ok: false; readonly code: string; readonly detail: string };

/** Calls the bridge from the page's own world, past the client, as hostile code would. */
export async function callDesk(page: Page, method: string, input: unknown): Promise<Answer> {
  return page.evaluate(async ([name, value]) => {
    const desk = (window as unknown as { desk: Record<string, (input: unknown) => Promise<unknown>> }).desk;
    const call = desk[name as string];
    if (!call) throw new Error(`no ${String(name)}`);
    return (await call(value)) as never;
  }, [method, input] as const);
}
