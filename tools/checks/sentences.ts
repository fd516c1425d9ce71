/** The sentences in `resources/text`, flattened: `group.key` to sentence, per namespace. */
import type { Project } from './project.ts';

export interface Namespace {
  readonly namespace: string;
  readonly path: string;
  readonly keys: readonly (readonly [key: string, sentence: string])[];
}

/** All namespaces of a language. */
export function sentences(project: Project, language: string): readonly Namespace[] {
  return project.files
    .filter((file) => file.path.startsWith(`resources/text/${language}/`) && file.path.endsWith('.json'))
    .map((file) => ({ namespace: file.path.replace(/^.*\/|\.json$/g, ''), path: file.path, keys: flatten(JSON.parse(file.text), '') }));
}

function flatten(value: unknown, prefix: string): [string, string][] {
  if (typeof value === 'string') return [[prefix, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, prefix === '' ? key : `${prefix}.${key}`));
}
