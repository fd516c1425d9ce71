/**
 * The project as the checks see it: files with their text, and the syntax tree of those that are TypeScript. A check is
 * a pure function over it, so that its test can hand it a small bad project made of strings.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { parse, type Comment, type Node } from './syntax.ts';

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Finding {
  readonly file: string;
  /** 1 for the whole file. */
  readonly line: number;
  readonly message: string;
}

/** A check has a name that the report shows, and says what is wrong and where. */
export interface Check {
  readonly name: string;
  run(project: Project): readonly Finding[];
}

export interface Syntax {
  readonly program: Node;
  readonly comments: readonly Comment[];
}

const SKIPPED = new Set(['node_modules', 'out', 'data', 'test-results', '.git', '.ci-cache']);
const TEXT = new Set(['.ts', '.tsx', '.cjs', '.mjs', '.json', '.md', '.sql', '.yml', '.css', '.html', '.txt', '']);
/** Above this a file is data that no check reads. */
const MAX_BYTES = 2_000_000;

export class Project {
  readonly files: readonly SourceFile[];
  readonly #paths: ReadonlyMap<string, SourceFile>;
  readonly #everything: ReadonlySet<string>;
  readonly #syntax = new Map<string, Syntax>();

  /** `others`: paths that exist but are not text. */
  constructor(files: readonly SourceFile[], others: readonly string[] = []) {
    this.files = files;
    this.#paths = new Map(files.map((file) => [file.path, file]));
    this.#everything = new Set([...this.#paths.keys(), ...others]);
  }

  file(path: string): SourceFile | undefined {
    return this.#paths.get(path);
  }

  /** Whether a file or a folder of this path exists. */
  has(path: string): boolean {
    const wanted = path.endsWith('/') ? path.slice(0, -1) : path;
    if (this.#everything.has(wanted)) return true;
    const inside = `${wanted}/`;
    for (const known of this.#everything) if (known.startsWith(inside)) return true;
    return false;
  }

  paths(): readonly string[] {
    return [...this.#everything];
  }

  /** TypeScript files, optionally those below one of the given folders. */
  code(...folders: readonly string[]): readonly SourceFile[] {
    return this.files.filter(
      (file) => /\.tsx?$/.test(file.path) && (folders.length === 0 || folders.some((folder) => file.path.startsWith(`${folder}/`))),
    );
  }

  syntax(file: SourceFile): Syntax {
    const known = this.#syntax.get(file.path);
    if (known) return known;
    const made = parse(file.path, file.text);
    this.#syntax.set(file.path, made);
    return made;
  }
}

/** 1-based line of a position in a text. */
export function lineAt(text: string, position: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

export function finding(file: SourceFile, position: number, message: string): Finding {
  return { file: file.path, line: lineAt(file.text, position), message };
}

/** Reads the project below `root`; what is built, downloaded or stored at run time is left out. */
export function readProject(root: string): Project {
  const files: SourceFile[] = [];
  const others: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (SKIPPED.has(entry.name)) continue;
      const full = join(folder, entry.name);
      if (entry.isDirectory()) visit(full);
      else {
        const path = relative(root, full).split(sep).join('/');
        if (TEXT.has(extname(entry.name)) && statSync(full).size <= MAX_BYTES) files.push({ path, text: readFileSync(full, 'utf8') });
        else others.push(path);
      }
    }
  };
  visit(root);
  return new Project(files, others);
}
