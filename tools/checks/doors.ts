/** One door each: some names may be spoken in one folder only, so that what they do can be read in one place. */
import { edges } from './imports.ts';
import { child, nameOf, texts, walk } from './syntax.ts';
import { finding, type Check, type Finding, type Project, type SourceFile } from './project.ts';

interface Door {
  readonly what: string;
  /** Paths that may; tests and tools always may. */
  readonly inside: RegExp;
  readonly found: (project: Project, file: SourceFile) => readonly number[];
}

const DOORS: readonly Door[] = [
  { what: 'dexie', inside: /^renderer\/store\//, found: importsOf('dexie') },
  { what: 'the SQL driver', inside: /^county\/(queries|postgres)\//, found: importsOf('pg') },
  { what: 'SQL', inside: /^county\/(queries|migrations|postgres)\//, found: sql },
  { what: 'ipcMain', inside: /^electron\/(bridge\/|main\.ts$)/, found: identifier('ipcMain') },
  { what: 'ipcRenderer', inside: /^electron\/preload\b/, found: identifier('ipcRenderer') },
  { what: 'window.desk', inside: /^renderer\/shell\//, found: member(/^(window|globalThis)$/, 'desk') },
  { what: 'process.platform', inside: /^(electron\/platform|county\/postgres)\//, found: member(/^process$/, 'platform') },
];

export const doors: Check = {
  name: 'one door each',
  run: (project) =>
    project.code('domain', 'wire', 'electron', 'renderer', 'county').flatMap((file) =>
      DOORS.filter((door) => !door.inside.test(file.path)).flatMap((door) =>
        door.found(project, file).map((start): Finding => finding(file, start, `${door.what} may be named in ${door.inside.source} only`)),
      ),
    ),
};

function importsOf(name: string): Door['found'] {
  return (project, file) => edges(project, file).flatMap((edge) => (edge.outside === name ? [edge.start] : []));
}

function identifier(name: string): Door['found'] {
  return (project, file) => {
    const found: number[] = [];
    walk(project.syntax(file).program, (node) => {
      if (node.type === 'Identifier' && nameOf(node) === name) found.push(node.start);
    });
    return found.slice(0, 1);
  };
}

function member(object: RegExp, property: string): Door['found'] {
  return (project, file) => {
    const found: number[] = [];
    walk(project.syntax(file).program, (node) => {
      if (node.type !== 'MemberExpression' || nameOf(child(node, 'property')) !== property) return;
      if (object.test(nameOf(child(node, 'object')) ?? '')) found.push(node.start);
    });
    return found;
  };
}

function sql(project: Project, file: SourceFile): readonly number[] {
  const statement = /^\s*(select\s+[\s\S]+?\sfrom\s+[\w."]+(\s+as)?(\s+\w)?\s*($|[;,(]|where\b|order\b|group\b|limit\b|join\b|for\b|left\b|inner\b)|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|(create|alter|drop)\s+(table|role|view|index|schema|database)\s|grant\s+\S+\s+on\s)/i;
  return texts(project.syntax(file).program).flatMap(({ text, start }) => (statement.test(text) ? [start] : []));
}
