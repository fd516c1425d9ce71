/** Where an import leads: a file of the project, a built-in of Node, or a package. */
import { posix } from 'node:path';
import type { Project, SourceFile } from './project.ts';
import { imports } from './syntax.ts';

export interface Edge {
  readonly from: SourceFile;
  readonly start: number;
  readonly typeOnly: boolean;
  readonly worker: boolean;
  /** Path of the file, when it leads inside the project. */
  readonly file?: string;
  /** Package name or `node:…`, when it leads outside. */
  readonly outside?: string;
}

const ROOMS = ['domain', 'wire', 'resources', 'renderer', 'electron', 'county', 'tests', 'tools'];

/** Every import of a file, resolved as Node and Vite do: relative, `#room/…`, or a package. */
export function edges(project: Project, file: SourceFile): readonly Edge[] {
  return imports(project.syntax(file).program).map((found) => ({ from: file, start: found.start, typeOnly: found.typeOnly, worker: found.worker ?? false, ...resolve(file.path, found.from) }));
}

function resolve(from: string, to: string): Pick<Edge, 'file' | 'outside'> {
  const plain = to.replace(/\?.*$/, '');
  if (plain.startsWith('.')) return { file: posix.normalize(posix.join(posix.dirname(from), plain)) };
  if (plain.startsWith('#')) return { file: plain.slice(1) };
  const parts = plain.split('/');
  return { outside: plain.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? plain) };
}

/** The room a path lies in, or undefined for files at the root. */
export function roomOf(path: string): string | undefined {
  const first = path.split('/')[0];
  return first !== undefined && path.includes('/') && ROOMS.includes(first) ? first : undefined;
}

/** The folder below the room (`store` in `renderer/store/x.ts`), or undefined for a file of the room itself. */
export function folderOf(path: string): string | undefined {
  const parts = path.split('/');
  return parts.length > 2 ? parts[1] : undefined;
}
