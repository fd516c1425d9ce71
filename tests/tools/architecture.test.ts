/** The tables of `docs/architecture.md` say what the guard of arrows holds. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { FOLDER_ARROWS, ROOM_ARROWS } from '../../tools/checks/arrows.ts';

const TEXT = readFileSync(join(dirname(dirname(import.meta.dirname)), 'docs/architecture.md'), 'utf8');

/** Rows of a table with the given head: names in the first cell, words of the last one. */
function rows(head: string): readonly { readonly names: readonly string[]; readonly last: string }[] {
  const lines = TEXT.slice(TEXT.indexOf(head)).split('\n').slice(2);
  return lines.slice(0, lines.findIndex((line) => !line.startsWith('|'))).map((line) => {
    const cells = line.split('|').slice(1, -1);
    return { names: [...(cells[0] ?? '').matchAll(/`([^`]+)`/g)].map((name) => name[1] ?? ''), last: (cells.at(-1) ?? '').trim() };
  });
}

function reached(room: string, words: string): readonly string[] {
  const all = Object.keys(FOLDER_ARROWS[room] ?? {});
  if (words === 'nothing' || words.startsWith('types of ')) return [];
  if (words === 'every folder of the room') return all;
  return words.split(', ').map((word) => (word === 'files of the room' ? '.' : word));
}

test('folders', () => {
  const said = rows('| folder | what | may import |').flatMap(({ names, last }) =>
    names.filter((name) => !name.includes('migrations')).map((name) => {
      const [room = '', folder = ''] = name.split('/');
      return [`${room}/${folder}`, reached(room, last).filter((other) => other !== folder).sort()] as const;
    }),
  );
  const held = Object.entries(FOLDER_ARROWS).flatMap(([room, folders]) => Object.entries(folders).map(([folder, others]) => [`${room}/${folder}`, [...others].sort()] as const));
  expect(new Map(said)).toEqual(new Map(held));
});

test('rooms', () => {
  const said = rows('| room | what | may import |').flatMap(({ names, last }) => names.map((name) => [name.slice(0, -1), last] as const));
  expect(said.map(([room]) => room).sort()).toEqual(Object.keys(ROOM_ARROWS).sort());
  for (const [room, last] of said) {
    const others = [...last.matchAll(/`([a-z]+)`/g)].flatMap((name) => (name[1] !== undefined && name[1] in ROOM_ARROWS ? [name[1]] : []));
    if (last.startsWith('anything')) expect(ROOM_ARROWS[room]?.length).toBeGreaterThan(5);
    else expect([room, others.sort()]).toEqual([room, [...(ROOM_ARROWS[room] ?? [])].sort()]);
  }
});
