/** The workbook's shared strings, read as they stream. */
import { Unreadable } from '#domain/roster/problem.ts';
import type { Budget } from './limits.ts';
import { runsText } from './xml.ts';
import { inflated, type ZipEntry } from './zip.ts';

const BLOCK = 256 * 1024;

/** All shared strings in order. */
export async function readSharedStrings(entry: ZipEntry | undefined, budget: Budget): Promise<string[]> {
  const strings: string[] = [];
  if (entry === undefined) return strings;
  const decoder = new TextDecoder();
  let held = '';
  let pending: string[] = [];
  let pendingChars = 0;
  for await (const piece of inflated(entry, budget)) {
    const part = decoder.decode(piece, { stream: true });
    pending.push(part);
    pendingChars += part.length;
    if (pendingChars < BLOCK) continue;
    held = takeStrings(held + pending.join(''), strings);
    if (held.length > budget.limits.rowChars || strings.length > budget.limits.strings) throw new Unreadable('tooMuchInside');
    pending = [];
    pendingChars = 0;
  }
  takeStrings(held + pending.join('') + decoder.decode(), strings);
  return strings;
}

/** Takes every whole `<si>` and gives back what is left. */
function takeStrings(xml: string, into: string[]): string {
  let at = 0;
  for (;;) {
    const open = nextItem(xml, at);
    if (open < 0) return xml.slice(Math.max(at, xml.length - 4));
    const start = xml.indexOf('>', open) + 1;
    if (start === 0) return xml.slice(open);
    if (xml.charCodeAt(start - 2) === 47) {
      into.push('');
      at = start;
      continue;
    }
    const end = xml.indexOf('</si>', start);
    if (end < 0) return xml.slice(open);
    into.push(runsText(xml, start, end));
    at = end + 5;
  }
}

function nextItem(xml: string, from: number): number {
  for (let at = xml.indexOf('<si', from); at >= 0; at = xml.indexOf('<si', at + 3)) {
    const after = xml.charCodeAt(at + 3);
    if (after === 62 || after === 47 || after === 32) return at;
  }
  return -1;
}
