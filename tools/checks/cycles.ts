/** No cycles among imports that are there at run time; types may point back, for they are gone by then, and so may workers. */
import { edges } from './imports.ts';
import { finding, type Check, type Finding, type Project } from './project.ts';

export const cycles: Check = {
  name: 'cycles',
  run(project) {
    const graph = new Map(project.code().map((file) => [file.path, runtimeImports(project, file.path)]));
    const done = new Set<string>();
    const found: Finding[] = [];
    for (const start of graph.keys()) {
      const cycle = findCycle(graph, start, done);
      const file = cycle && project.file(cycle[0] ?? '');
      if (file) found.push(finding(file, 0, `imports itself in a circle: ${[...cycle, cycle[0]].join(' > ')}`));
    }
    return found;
  },
};

function runtimeImports(project: Project, path: string): readonly string[] {
  const file = project.file(path);
  if (!file) return [];
  return edges(project, file).flatMap((edge) => (edge.file !== undefined && !edge.typeOnly && !edge.worker ? [edge.file] : []));
}

/** Depth first from `start` over what is not `done` yet; the first cycle met, or undefined. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>, start: string, done: Set<string>): readonly string[] | undefined {
  const path: string[] = [];
  const visit = (node: string): readonly string[] | undefined => {
    if (path.includes(node)) return path.slice(path.indexOf(node));
    if (done.has(node)) return undefined;
    path.push(node);
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(node);
    return undefined;
  };
  const cycle = visit(start);
  for (const node of path) done.add(node);
  return cycle;
}
