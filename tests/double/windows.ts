/** `BrowserWindow`: bookkeeping around one page. There is no window manager: focus and size are remembered, not seen. */
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, WebPreferences } from 'electron';
import type { ChromiumDouble } from './chromium.ts';
import { ContentsDouble } from './contents.ts';
import { appPackage, headed } from './settings.ts';
import { KnownEvents, makeEvent, NotDoubled, strict } from './strict.ts';

const EVENTS = ['close', 'closed', 'ready-to-show', 'show', 'hide', 'focus', 'blur', 'resize', 'move', 'maximize', 'unmaximize', 'minimize', 'restore'];
/** What would open the window: the double refuses to run such an app at all. */
const OPENINGS: readonly (readonly [keyof WebPreferences, boolean])[] = [
  ['contextIsolation', false], ['sandbox', false], ['nodeIntegration', true], ['webSecurity', false], ['nodeIntegrationInSubFrames', true],
  ['nodeIntegrationInWorker', true], ['webviewTag', true], ['allowRunningInsecureContent', true],
];
type Doubled =
  | 'id' | 'loadURL' | 'show' | 'hide' | 'close' | 'destroy' | 'isDestroyed' | 'isVisible' | 'focus' | 'isFocused' | 'minimize' | 'isMinimized' | 'restore'
  | 'maximize' | 'isMaximized' | 'setTitle' | 'getTitle' | 'getBounds' | 'setBounds';

export interface WindowHost {
  readonly chromium: ChromiumDouble;
  readonly isReady: () => boolean;
  readonly onOpened: (window: WindowDouble) => void;
  readonly onClosed: () => void;
}

let lastId = 0;
let open: WindowDouble[] = [];

/** All windows, oldest first. */
export function openWindows(): readonly WindowDouble[] {
  return open;
}

export class WindowDouble extends KnownEvents implements Pick<BrowserWindow, Doubled> {
  readonly id: number;
  readonly webContents: ContentsDouble;
  private readonly host: WindowHost;
  private readonly state = { visible: true, focused: false, minimized: false, maximized: false, destroyed: false, title: appPackage.name };
  private bounds: Rectangle;

  constructor(host: WindowHost, options: BrowserWindowConstructorOptions) {
    super('BrowserWindow', EVENTS);
    lastId += 1;
    this.id = lastId;
    this.host = host;
    const preferences = options.webPreferences ?? {};
    for (const [name, opening] of OPENINGS) if (preferences[name] === opening) throw new NotDoubled(`webPreferences.${name}: ${opening}`);
    if (preferences.partition !== undefined || preferences.session !== undefined) throw new NotDoubled('webPreferences.partition and .session');
    if (!host.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    this.state.visible = options.show !== false;
    this.webContents = new ContentsDouble(host.chromium, preferences).strictly;
    const strictly = strict('BrowserWindow', this);
    open = [...open, strictly];
    void this.webContents.up.then(() => this.attach());
    host.onOpened(strictly);
    return strictly;
  }

  private async attach(): Promise<void> {
    const { page } = this.webContents;
    page.on('close', () => this.gone());
    page.once('load', () => this.emit('ready-to-show', makeEvent({})));
    await this.fit();
  }

  /** With a window on a screen the person decides its size. */
  private async fit(): Promise<void> {
    if (headed) return;
    await this.webContents.page.setViewportSize({ width: this.bounds.width, height: this.bounds.height }).catch(() => undefined);
  }

  private gone(): void {
    if (this.state.destroyed) return;
    this.state.destroyed = true;
    this.webContents.gone();
    open = open.filter((each) => each.id !== this.id);
    this.emit('closed');
    this.host.onClosed();
  }

  /** Asks the app, then closes. */
  async tryClose(): Promise<void> {
    const event = makeEvent({});
    this.emit('close', event);
    if (event.defaultPrevented) return;
    await this.closePage();
  }

  private async closePage(): Promise<void> {
    await this.webContents.up;
    // Chromium ends with its last page; Electron does not, so another one stands in for it.
    if (open.length === 1) await this.host.chromium.newPage();
    await this.webContents.page.close().catch(() => undefined);
    this.gone();
  }

  async loadURL(url: string): Promise<void> {
    if (url.startsWith('file:')) throw new NotDoubled('file: addresses (use protocol.handle)');
    await this.webContents.load(url);
  }

  close(): void {
    void this.tryClose();
  }

  destroy(): void {
    void this.closePage();
  }

  isDestroyed(): boolean {
    return this.state.destroyed;
  }

  show(): void {
    this.state.visible = true;
    this.emit('show', makeEvent({}));
    this.focus();
  }

  hide(): void {
    this.state.visible = false;
    this.emit('hide', makeEvent({}));
  }

  isVisible(): boolean {
    return this.state.visible;
  }

  focus(): void {
    for (const each of open) each.unfocus();
    this.state.focused = true;
    this.emit('focus', makeEvent({}));
  }

  unfocus(): void {
    this.state.focused = false;
  }

  isFocused(): boolean {
    return this.state.focused;
  }

  minimize(): void {
    this.state.minimized = true;
    this.emit('minimize', makeEvent({}));
  }

  isMinimized(): boolean {
    return this.state.minimized;
  }

  restore(): void {
    this.state.minimized = false;
    this.emit('restore', makeEvent({}));
  }

  maximize(): void {
    this.state.maximized = true;
    this.emit('maximize', makeEvent({}));
  }

  isMaximized(): boolean {
    return this.state.maximized;
  }

  setTitle(title: string): void {
    this.state.title = title;
  }

  getTitle(): string {
    return this.state.title;
  }

  getBounds(): Rectangle {
    return { ...this.bounds };
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.bounds = { ...this.bounds, ...bounds };
    void this.webContents.up.then(() => this.fit());
  }
}
