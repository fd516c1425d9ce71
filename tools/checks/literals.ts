/** Chinese sentences live in `resources/`; code outside it and the tests holds none, written out or as escapes. */
import { texts } from './syntax.ts';
import { finding, type Check } from './project.ts';

const CHINESE = /[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/u;

export const literals: Check = {
  name: 'chinese literals',
  run: (project) =>
    project
      .code('domain', 'wire', 'electron', 'renderer', 'county', 'tools')
      .flatMap((file) =>
        texts(project.syntax(file).program)
          .filter(({ text }) => CHINESE.test(text))
          .map(({ text, start }) => finding(file, start, `Chinese literal "${text.trim().slice(0, 20)}": put it into resources/`)),
      ),
};
