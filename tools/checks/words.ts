/** The project stands alone: no path of somebody's machine, no folder beside the project, no registry host. */
import { finding, type Check } from './project.ts';

const FOREIGN: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\.\.\/shared\b/, what: 'a folder outside the project' },
  { pattern: /(^|[^\w./*<>-])\/(work|root)\//m, what: 'a path of one machine' },
  { pattern: /\/home\/[a-z][\w-]*\//, what: 'a path of one machine' },
  { pattern: /\b(registry|npm|mirrors?|artifactory|nexus)\.[a-z0-9-]+\.(org|com|net|cn|io|internal|local)\b/, what: 'a registry host' },
];

export const words: Check = {
  name: 'stands alone',
  run: (project) =>
    project.files.flatMap((file) =>
      FOREIGN.flatMap(({ pattern, what }) => {
        const at = file.text.search(pattern);
        return at === -1 || file.path.startsWith('tests/tools/') ? [] : [finding(file, at + 1, `names ${what}`)];
      }),
    ),
};
