/**
 * Sentences: zh-CN and en have the same keys with the same placeholders, and every key is used. A key counts as used
 * where code names it whole, or builds it from a template whose fixed beginning it has. Namespaces that a catalogue of
 * codes owns (`codes.ts`) are left to that check.
 */
import { texts, walk, children, type Node } from './syntax.ts';
import type { Check, Finding, Project } from './project.ts';
import { sentences } from './sentences.ts';

/** One sentence per code of a catalogue, looked up by code. */
const BY_CODE = new Set(['fault', 'problem']);

export const textKeys: Check = {
  name: 'text keys',
  run(project) {
    const { whole, beginnings } = namedInCode(project);
    return sentences(project, 'zh-CN').flatMap(({ namespace, path, keys }) => {
      const other = new Map(sentences(project, 'en').find((entry) => entry.namespace === namespace)?.keys ?? []);
      const found: Finding[] = [];
      const say = (message: string): void => void found.push({ file: path, line: 1, message });
      for (const [key, sentence] of keys) {
        const english = other.get(key);
        if (english === undefined) say(`${key} has no English`);
        else if (placeholders(sentence) !== placeholders(english)) say(`${key}: placeholders differ between zh-CN and en`);
        other.delete(key);
        const plain = key.replace(/_(zero|one|two|few|many|other)$/, '');
        const used = [plain, `${namespace}:${plain}`].some((name) => whole.has(name) || beginnings.some((beginning) => name.startsWith(beginning)));
        if (!used && !BY_CODE.has(namespace)) say(`${key} is used nowhere`);
      }
      for (const key of other.keys()) if (!key.endsWith('_one')) say(`${key} has no Chinese`);
      return found;
    });
  },
};

function placeholders(sentence: string): string {
  return [...new Set(sentence.match(/\{\{\s*[\w.]+/g)?.map((part) => part.replace(/[{\s]/g, '')))].sort().join(' ');
}

function namedInCode(project: Project): { whole: ReadonlySet<string>; beginnings: readonly string[] } {
  const whole = new Set<string>();
  const beginnings = new Set<string>();
  for (const file of project.code('domain', 'wire', 'electron', 'renderer', 'county', 'tools')) {
    const { program } = project.syntax(file);
    for (const { text } of texts(program)) if (/^[\w:.-]+$/.test(text)) whole.add(text);
    walk(program, (node) => {
      const beginning = node.type === 'TemplateLiteral' ? fixedBeginning(node) : undefined;
      if (beginning !== undefined) beginnings.add(beginning);
    });
  }
  return { whole, beginnings: [...beginnings] };
}

/** `step.` of the template `step.${name}`; needs a dot or colon, so that a template of prose claims nothing. */
function fixedBeginning(template: Node): string | undefined {
  const value = children(template, 'quasis')[0]?.['value'];
  const text = typeof value === 'object' && value !== null && 'cooked' in value && typeof value.cooked === 'string' ? value.cooked : '';
  return /^[\w-]+[.:][\w.:-]*$/.test(text) ? text : undefined;
}
