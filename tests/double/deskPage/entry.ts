/** The real door and the real browser shell, handed to the specs. */
import '#renderer/shell/door.ts';
import { shell } from '#renderer/shell/shell.ts';

Object.assign(window, { shellUnderTest: shell() });
