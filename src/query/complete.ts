import { type SentenceValue, said } from '../common/sentence';
import type { Column, Type } from './column';
import { FEATURE_FUNCTIONS, FUNCTIONS, PROPERTIES, RECORD_WORDS } from './functions';
import { COMPARISONS, quotedName, TEXT_OPERATORS } from './syntax';
import { type Token, tokenize } from './token';

/** Something that may be written at the cursor: `insert` replaces the text [start, end). */
export interface QueryCompletion {
  label: string;
  insert: string;
  kind: 'feature' | 'function' | 'operator' | 'property' | 'value' | 'word';
  detail: SentenceValue;
  start: number;
  end: number;
}

type Candidate = Omit<QueryCompletion, 'start' | 'end'>;

/** What may follow at `cursor`: features and functions where a value is expected, operators after one, frequent values after a comparison. */
export function completeFilter(text: string, cursor: number, columns: readonly Column[]): QueryCompletion[] {
  const before = text.slice(0, cursor);
  const word = /[`\p{L}_][\p{L}\p{N}_/.`-]*$/u.exec(before)?.[0] ?? '';
  const property = /\.([\p{L}_]*)$/u.exec(word);
  const isProperty = property !== null && columns.some(({ name }) => name === word.slice(0, property.index).replace(/`/g, ''));
  const typed = isProperty ? (property[1] ?? '') : word;
  const start = cursor - typed.length;
  const { tokens } = tokenize(
    before.slice(0, start),
    columns.map(({ name }) => name),
  );
  const candidates = isProperty
    ? properties()
    : expected(
        tokens.filter(({ kind }) => kind !== 'end'),
        columns,
      );
  const plain = typed.replace(/`/g, '').toLowerCase();
  return candidates.filter(({ label }) => label.toLowerCase().includes(plain)).map(candidate => ({ ...candidate, start, end: cursor }));
}

function expected(tokens: Token[], columns: readonly Column[]): Candidate[] {
  const last = tokens.at(-1);
  if (endsValue(last)) return operators(typeOf(last, columns));
  const column = columns.find(({ name }) => name === tokens.at(-2)?.text);
  const compares = last !== undefined && ([...COMPARISONS, ...TEXT_OPERATORS, 'in'] as string[]).includes(last.text);
  const literals =
    compares && column
      ? column.literals.map((label): Candidate => ({ label, insert: label, kind: 'value', detail: said`frequent in ${column.name}` }))
      : [];
  return [...literals, ...operands(columns)];
}

const OPERATOR_WORDS = new Set<string>(['and', 'or', 'not', 'in', ...TEXT_OPERATORS]);

/** Whether a value is complete with this token, so that an operator follows. */
function endsValue(token: Token | undefined): boolean {
  if (!token) return false;
  if (token.kind === 'symbol') return token.text === ')' || token.text === ']';
  return token.kind !== 'name' || !OPERATOR_WORDS.has(token.text);
}

const typeOf = (token: Token | undefined, columns: readonly Column[]): Type =>
  columns.find(({ name }) => name === token?.text)?.type ?? 'any';

function operators(type: Type): Candidate[] {
  const word = (label: string, detail: SentenceValue): Candidate => ({ label, insert: `${label} `, kind: 'operator', detail });
  const comparisons = COMPARISONS.map(label => word(label, said`comparison`));
  const searches = type === 'number' ? [] : TEXT_OPERATORS.map(label => word(label, said`text search`));
  return [
    ...comparisons,
    ...searches,
    word('in', said`one of a list, such as in [1, 2]`),
    word('and', said`both conditions hold`),
    word('or', said`at least one condition holds`),
  ];
}

function operands(columns: readonly Column[]): Candidate[] {
  const features = columns.map(({ name, detail }): Candidate => ({ label: name, insert: quotedName(name), kind: 'feature', detail }));
  const functions = Object.entries({ ...FEATURE_FUNCTIONS, ...FUNCTIONS }).map(
    ([label, { summary }]): Candidate => ({ label, insert: `${label}(`, kind: 'function', detail: summary }),
  );
  const words = Object.entries(RECORD_WORDS).map(
    ([label, { summary }]): Candidate => ({ label, insert: label, kind: 'word', detail: summary }),
  );
  return [
    ...features,
    ...functions,
    ...words,
    { label: 'not', insert: 'not ', kind: 'operator', detail: said`the condition does not hold` },
  ];
}

const properties = (): Candidate[] =>
  Object.entries(PROPERTIES).map(([label, { summary }]): Candidate => ({ label, insert: label, kind: 'property', detail: summary }));
