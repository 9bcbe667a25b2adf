import { reduced } from '../../tensor/axes';
import type { DType } from '../../tensor/dtype';
import { agreed } from '../../tensor/joining';
import { isMisfit } from '../../tensor/misfit';
import { asItems } from '../../values/read';
import { type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { type Call, type Rule, rows, type Table } from '../core/rule';
import { arg, dense, dtypeOr, flag, ints, made, madeOf, type Operand, operand, refuseCall } from './operand';

const textOf = (call: Call): Operand => operand(arg(call, 'input', 'inputs', 'data'));

/** Texts are asked for; anything else known to be none is what TensorFlow refuses. */
function noText(call: Call, { dtype, value, shape }: Operand): Value | undefined {
  if (dtype === null || dtype === 'string' || (shape?.[0] === 0 && asItems(value)?.length === 0)) return undefined;
  return refuseCall(call, 'op-dtype', `the input has dtype ${dtype} and must be text (tf.string)`);
}

/** A function of each text, which keeps the shape, also of ragged tensors. */
const each =
  (dtype: DType): Rule =>
  call => {
    const x = textOf(call);
    const wrong = noText(call, x);
    if (wrong) return wrong;
    const like = x.value.kind === 'tensor' ? x.value.type : { shape: x.shape };
    return madeOf(call, [x.value], { ...like, dtype });
  };

/** A new ragged axis behind: as many pieces as each text has. One text alone gives a vector. */
const pieces =
  (dtype: DType): Rule =>
  call => {
    const x = textOf(call);
    const wrong = noText(call, x);
    if (wrong) return wrong;
    if (x.shape === null) return made(call, [x.value], null, dtype);
    if (x.shape.length === 0) return made(call, [x.value], [null], dtype);
    const inner = x.value.kind === 'tensor' ? (x.value.type.raggedRank ?? 0) : 0;
    const raggedRank = Math.max(x.shape.length, inner + 1);
    return madeOf(call, [x.value], { shape: [...x.shape, null], dtype, raggedRank });
  };

const joined: Rule = call => {
  const parts = asItems(call.args.get('inputs'))?.map(part => operand(part));
  if (!parts) return made(call, [call.args.get('inputs')], null, 'string');
  const values = parts.map(({ value }) => value);
  if (values.some(value => value.kind === 'tensor' && value.type.raggedRank !== undefined)) return { kind: 'unknown' };
  const wrong = parts.map(part => noText(call, part)).find(one => one !== undefined);
  if (wrong) return wrong;
  if (parts.some(({ shape }) => shape === null)) return made(call, values, null, 'string');
  // Single texts go beside tensors of any shape.
  const shaped = parts.map(({ shape }) => shape).filter(shape => shape !== null && shape.length > 0);
  const one = agreed(shaped);
  return isMisfit(one)
    ? refuseCall(call, 'op-shape', `the texts must all have one shape, but ${one.misfit}`)
    : made(call, values, shaped.length === 0 ? [] : one, 'string');
};

const reduceJoin: Rule = call => {
  const x = textOf(call);
  if (x.value.kind === 'unknown') return UNKNOWN;
  const wrong = noText(call, x);
  if (wrong) return wrong;
  const [axes, keep] = [ints(call.args.get('axis')), flag(call.args.get('keepdims'))];
  const outcome = axes === undefined || keep === undefined ? null : reduced(x.shape, axes, keep);
  return isMisfit(outcome) ? refuseCall(call, 'op-shape', outcome.misfit) : made(call, [x.value], outcome, 'string');
};

const toNumber: Rule = call => {
  const x = textOf(call);
  const wrong = noText(call, x);
  if (wrong) return wrong;
  const dtype = dtypeOr(call, call.args.get('out_type'), 'float32');
  const like: TensorValue['type'] | { shape: Operand['shape'] } = x.value.kind === 'tensor' ? x.value.type : { shape: x.shape };
  return madeOf(call, [x.value], { ...like, dtype });
};

const asText: Rule = call => {
  const x = textOf(call);
  return made(call, [x.value], x.shape, 'string');
};

const named = (names: string): string[] => names.split(' ').map(name => `tf.strings.${name}`);

/** tf.strings. */
export const stringFunctions: Table = {
  ...rows(named('lower upper strip regex_replace substr unicode_transcode'), each('string')),
  'tf.strings.length': each('int32'),
  // It takes code points, not text.
  'tf.strings.unicode_script': call => {
    const x = textOf(call);
    return made(call, [x.value], x.shape, 'int32');
  },
  ...rows(named('to_hash_bucket to_hash_bucket_fast to_hash_bucket_strong'), each('int64')),
  'tf.strings.regex_full_match': each('bool'),
  ...rows(named('split bytes_split unicode_split'), pieces('string')),
  'tf.strings.unicode_decode': pieces('int32'),
  'tf.strings.join': joined,
  'tf.strings.reduce_join': dense(reduceJoin),
  ...rows(['tf.strings.to_number', 'tf.string_to_number'], toNumber),
  ...rows(['tf.strings.as_string', 'tf.as_string'], dense(asText)),
  'tf.strings.format': call => made(call, [], [], 'string'),
};
