/** Composition root of the desk: real clock, ids and chance, the shell around, the desk, and the first drawing. */
import { createRoot } from 'react-dom/client';
import type { Clock, Ids, Random } from '#domain/ports.ts';
import { createDesk } from '#renderer/session/create.ts';
import { DeskProvider } from '#renderer/session/useDesk.tsx';
import { shell, type Shell } from '#renderer/shell/shell.ts';
import { GroundProvider, type Files, type HandOver, type PickedFile } from '#renderer/ui/ground.tsx';
import { LANGUAGES, takeLanguage, type Language } from '#renderer/ui/text.ts';
import { App } from './App.tsx';
import { CannotStart } from './CannotStart.tsx';
import './look/tokens.css';
import './look/parts.css';
import './look/frame.css';
import './look/screens.css';

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

const clock: Clock = { now: () => Date.now() };
const random: Random = { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) };
const ids: Ids = { next: () => newId(clock.now(), random.bytes(16)) };

/** 26 characters: ten of time, sixteen of chance. */
function newId(now: number, chance: Uint8Array): string {
  let time = '';
  for (let at = 0, rest = now; at < 10; at += 1, rest = Math.floor(rest / 32)) time = CROCKFORD.charAt(rest % 32) + time;
  return time + [...chance].map((byte) => CROCKFORD.charAt(byte % 32)).join('');
}

function filesOf(around: Shell): Files {
  return {
    open: async (extensions) => (await around.openFile({ extensions: [...extensions] })).file,
    save: async (name, bytes) => (await around.saveFile({ name, bytes })).path !== null,
    print: async (name, pdf) => (await around.printPdf({ name, pdf })).sent,
    printDocument: (html) => around.printHtml(html),
    pdfOf: around.can.pdf ? async (html) => (await around.printToPdf({ html, tagged: true })).pdf : undefined,
  };
}

function handOver(): HandOver {
  let held: PickedFile | undefined;
  return {
    put: (file) => {
      held = file;
    },
    take: () => {
      const file = held;
      held = undefined;
      return file;
    },
  };
}

async function start(root: HTMLElement): Promise<void> {
  const wanted = window.localStorage.getItem('language');
  const language: Language = LANGUAGES.find((one) => one === wanted) ?? 'zh-CN';
  await takeLanguage(language);
  document.documentElement.lang = language;
  const drawing = createRoot(root);
  try {
    const around = shell();
    const desk = await createDesk({ shell: around, clock, ids, random, fetch: (input, init) => fetch(input, init), syncIn: 'worker' });
    drawing.render(
      <GroundProvider value={{ files: filesOf(around), handOver: handOver(), ids, random, clock, journal: around.can.journal }}>
        <DeskProvider desk={desk}>
          <App />
        </DeskProvider>
      </GroundProvider>,
    );
  } catch (error) {
    console.error(error);
    drawing.render(<CannotStart error={error} />);
  }
}

const root = document.getElementById('root');
if (root) void start(root);
