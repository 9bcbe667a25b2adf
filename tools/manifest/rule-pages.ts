// The pages docs/rules/<rule>.md as data: what is written from them, and what tests hold against them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const pagesFolder = join(__dirname, '..', '..', 'docs', 'rules');

export interface RulePage {
  readonly rule: string;
  readonly level: string;
  /** One line: what it says, without its full stop. */
  readonly summary: string;
  /** One paragraph: when it is reported. */
  readonly help: string;
  /** A program with the mistake, and the same program mended; undefined where the rule is not reported yet. */
  readonly programs: { readonly wrong: string; readonly mended: string } | undefined;
  /** What the libraries say of the program, word for word; undefined where nothing is raised. */
  readonly quote: string | undefined;
}

const head = /^# ([\w-]+)\n\n\*\*(Error|Warning|Information|Hint)\.\*\* (.+)\.\n\n(.+)\n\n/;
const rest =
  /^(?:The example reads .+\n\n)?```python\n([\s\S]+?)```\n\nMended:\n\n```python\n([\s\S]+?)```\n\n(?:(?:Keras|TensorFlow|TensorFlow Hub|Python) says:\n\n> (.+)|Nothing is raised\. .+)\n$/;

/** Reads a page; throws where it does not have the form that docs/contributing/add-a-rule.md shows. */
export function readPage(file: string, text: string): RulePage {
  const [start, rule, level, summary, help] = head.exec(text) ?? [];
  if (start === undefined || `${rule}.md` !== file) throw new Error(`${file} does not begin with its name, level, summary and a paragraph`);
  const page = { rule, level: level.toLowerCase(), summary, help };
  const body = text.slice(start.length);
  if (body === 'Not reported yet.\n') return { ...page, programs: undefined, quote: undefined };
  const [all, wrong, mended, quote] = rest.exec(body) ?? [];
  if (all === undefined) throw new Error(`${file} does not have a program, the mended one and what is said of it`);
  return { ...page, programs: { wrong, mended }, quote };
}

/** All pages, by name. */
export const readPages = (): RulePage[] =>
  readdirSync(pagesFolder)
    .filter(file => file.endsWith('.md'))
    .sort()
    .map(file => readPage(file, readFileSync(join(pagesFolder, file), 'utf8')));
