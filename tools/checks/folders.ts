/** No bag folders, no barrels: a folder is named after what is in it, and imports name files. */
import { children } from './syntax.ts';
import { finding, type Check } from './project.ts';

const BAGS = new Set(['utils', 'util', 'lib', 'libs', 'common', 'helpers', 'helper', 'shared', 'misc']);

export const folders: Check = {
  name: 'folders',
  run(project) {
    const bags = project.files.flatMap((file) => {
      const bag = file.path.split('/').slice(0, -1).find((part) => BAGS.has(part.toLowerCase()));
      return bag === undefined ? [] : [finding(file, 0, `folder "${bag}" says nothing: name it after what it holds`)];
    });
    const barrels = project.code().flatMap((file) => {
      const body = children(project.syntax(file).program, 'body');
      const onlyPassesOn = body.length > 0 && body.every((node) => node.type.startsWith('Export') && node['source']);
      return onlyPassesOn ? [finding(file, 0, 'a barrel: import the files themselves')] : [];
    });
    return [...bags, ...barrels];
  },
};
