import type { TextStep } from '../text-step';
import type { DecodedMessage } from './message';
import type { TEXT_NODE } from './text-messages';

export type TextNode = DecodedMessage<typeof TEXT_NODE>;
type Attribute = NonNullable<NonNullable<TextNode['attributes']>[number]['value']>;

export const nodeAttribute = ({ attributes = [] }: TextNode, name: string): Attribute | undefined =>
  attributes.find(({ key }) => key === name)?.value;

/** The constant text that an input of a node is; undefined where it is none. */
type TextOfInput = (input: number) => string | undefined;

/** Reads an operation on texts as a step; undefined where its arguments are not constants, or are such as no step has. */
type StepOf = (node: TextNode, textOf: TextOfInput) => TextStep | undefined;

const lower: StepOf = node => ({ kind: 'lower', scripts: nodeAttribute(node, 'encoding')?.text === 'utf-8' ? 'all' : 'ascii' });

const replaced = (node: TextNode, pattern: string | undefined, rewrite: string | undefined): TextStep | undefined =>
  pattern === undefined || rewrite === undefined
    ? undefined
    : { kind: 'replace', pattern, rewrite, every: nodeAttribute(node, 'replace_global')?.bool ?? true };

const splitOnce: StepOf = (node, textOf) => {
  const separator = textOf(1);
  if (separator === undefined || (nodeAttribute(node, 'maxsplit')?.int ?? -1) >= 0) return undefined;
  return { kind: 'split', at: separator === '' ? { kind: 'space' } : { kind: 'separator', text: separator } };
};

/** The first split of TensorFlow: an empty delimiter would split into bytes. */
const splitAtCharacters: StepOf = (node, textOf) => {
  const text = textOf(1);
  if (text === undefined || text === '') return undefined;
  return { kind: 'split', at: { kind: 'characters', text, keepsEmpty: nodeAttribute(node, 'skip_empty')?.bool === false } };
};

/** Operations that change texts, all of their first input. */
export const TEXT_STEPS: { readonly [op: string]: StepOf } = {
  StringLower: lower,
  StringStrip: () => ({ kind: 'strip' }),
  StaticRegexReplace: node => replaced(node, nodeAttribute(node, 'pattern')?.text, nodeAttribute(node, 'rewrite')?.text ?? ''),
  RegexReplace: (node, textOf) => replaced(node, textOf(1), textOf(2)),
  StringSplitV2: splitOnce,
  StringSplit: splitAtCharacters,
};

/** Operations that hand texts on as they are, with the input that these come in by. */
export const HANDED_ON: { readonly [op: string]: number } = {
  Identity: 0,
  Reshape: 0,
  ExpandDims: 0,
  Squeeze: 0,
  SparseFillEmptyRows: 1,
  RaggedTensorToTensor: 1,
  Gather: 0,
  GatherV2: 0,
  Unique: 0,
};

/** Operations that look words up, with the input that these come in by. */
export const LOOKUPS: { readonly [op: string]: { readonly input: number; readonly kind: 'file' | 'hash' } } = {
  LookupTableFind: { input: 1, kind: 'file' },
  LookupTableFindV2: { input: 1, kind: 'file' },
  StringToHashBucket: { input: 0, kind: 'hash' },
  StringToHashBucketFast: { input: 0, kind: 'hash' },
  StringToHashBucketStrong: { input: 0, kind: 'hash' },
};

export const TABLE_FILES = new Set(['InitializeTableFromTextFile', 'InitializeTableFromTextFileV2']);
export const WORD_TABLES = new Set(['HashTable', 'HashTableV2']);

/** Whether a node matters here at all: texts of constants, and the operations above. */
export const isTextNode = ({ op = '' }: TextNode): boolean =>
  op === 'Const' ||
  op === 'Placeholder' ||
  op in TEXT_STEPS ||
  op in HANDED_ON ||
  op in LOOKUPS ||
  TABLE_FILES.has(op) ||
  WORD_TABLES.has(op);
