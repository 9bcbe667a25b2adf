import type { DType } from '../../tensor/dtype';
import { asBool, asInt, asItems } from '../../values/read';
import { list, NONE } from '../../values/value';
import { setKeyword } from '../core/edits';
import { elementCounted, shapeless, sourceOf } from '../core/facts';
import { parameters, type Rule, rows, type Table } from '../core/rule';
import { arg, dtypeOr, made, operand, refuseCall } from './operand';

const contents = (call: Parameters<Rule>[0]) =>
  operand(arg(call, 'contents', 'image', 'input_bytes', 'serialized', 'records', 'tensor', 'input'));

/** The number of channels; 0 and None leave it to the file. */
const channelsOf = (call: Parameters<Rule>[0]): number | null => {
  const given = asInt(call.args.get('channels'));
  return given === undefined || given === 0 ? null : given;
};

const decoded =
  (dtype: DType): Rule =>
  call =>
    made(call, [contents(call).value], [null, null, channelsOf(call)], dtypeOr(call, call.args.get('dtype'), dtype));

/** Animations have a fourth axis, so the rank is known only without them. */
const decodeImage: Rule = call => {
  const { args, context } = call;
  const animated = asBool(args.get('expand_animations'));
  const dtype = dtypeOr(call, args.get('dtype'), 'uint8');
  if (animated === false) return made(call, [contents(call).value], [null, null, channelsOf(call)], dtype);
  const fact = { at: context.span, mend: setKeyword(context, { config: args, span: context.span }, 'expand_animations', 'False') };
  return made(call, [contents(call).value], null, dtype, animated === undefined ? {} : { facts: shapeless(fact) });
};

/** Bytes of one number; undefined for what is none. */
const bytesOf = (dtype: DType): number | undefined => {
  const bits = /(\d+)$/.exec(dtype)?.[1];
  return dtype === 'bool' ? 1 : bits === undefined ? undefined : Number(bits) / 8;
};

/** What TensorFlow's messages call dtypes. */
const namesInErrors: { readonly [dtype: string]: string } = { float32: 'float', float64: 'double' };

const decodeRaw: Rule = call => {
  const x = contents(call);
  const dtype = dtypeOr(call, arg(call, 'out_type'), null);
  const source = x.value.kind === 'tensor' && x.shape?.length === 0 ? sourceOf(x.value) : undefined;
  const { minBytes, maxBytes } = source?.stats ?? {};
  const width = dtype && bytesOf(dtype);
  const isEven = source && !source.sampled && minBytes !== undefined && minBytes === maxBytes && width;
  if (!isEven || call.args.get('fixed_length').kind !== 'none') return made(call, [x.value], x.shape && [...x.shape, null], dtype);
  const of = `the ${minBytes} bytes of the feature '${source.name}'`;
  if (minBytes % width > 0)
    return refuseCall(
      call,
      'record-feature-shape',
      `${of} are not a whole number of ${dtype}, ${width} bytes each. TensorFlow: "Input to DecodeRaw has length ${minBytes} that is not a multiple of ${width}, the size of ${namesInErrors[dtype] ?? dtype}"`,
    );
  return made(call, [x.value], [null], dtype, { facts: elementCounted({ count: minBytes / width, of }) });
};

/** One tensor for each column, of the dtype of its default. */
const decodeCsv: Rule = call => {
  const x = contents(call);
  const columns = asItems(call.args.get('record_defaults'));
  if (!columns || call.args.get('select_cols').kind !== 'none') return list(null);
  return list(
    columns.map(column => {
      const dtype = column.kind === 'api' ? dtypeOr(call, column, null) : operand(column).dtype;
      return made(call, [x.value], x.shape, dtype);
    }),
  );
};

const text: Rule = call => {
  const x = contents(call);
  return made(call, [x.value], [], 'string');
};

const perText: Rule = call => {
  const x = contents(call);
  return made(call, [x.value], x.shape, 'string');
};

/** Reading files, decoding what is in them, and writing. */
export const inputFunctions: Table = {
  ...rows(['tf.io.decode_jpeg', 'tf.image.decode_jpeg', 'tf.io.decode_and_crop_jpeg', 'tf.image.decode_and_crop_jpeg'], decoded('uint8')),
  ...rows(
    ['tf.io.decode_png', 'tf.image.decode_png', 'tf.io.decode_bmp', 'tf.image.decode_bmp', 'tf.io.decode_webp', 'tf.image.decode_webp'],
    decoded('uint8'),
  ),
  ...rows(['tf.io.decode_image', 'tf.image.decode_image'], decodeImage),
  ...rows(['tf.io.decode_gif', 'tf.image.decode_gif'], call => made(call, [contents(call).value], [null, null, null, 3], 'uint8')),
  'tf.io.decode_raw': decodeRaw,
  'tf.io.decode_csv': decodeCsv,
  ...rows(
    ['tf.io.read_file', 'tf.io.encode_jpeg', 'tf.image.encode_jpeg', 'tf.io.encode_png', 'tf.image.encode_png', 'tf.io.serialize_tensor'],
    text,
  ),
  ...rows(['tf.io.decode_base64', 'tf.io.encode_base64', 'tf.io.decode_compressed'], perText),
  'tf.io.parse_tensor': call => made(call, [contents(call).value], null, dtypeOr(call, call.args.get('out_type'), null)),
  ...rows(['tf.io.write_file', 'tf.print'], { rule: () => NONE, parameters: parameters('*args, **kwargs') }),
  'tf.audio.decode_wav': audio,
};

/** Samples and their rate. */
function audio(call: Parameters<Rule>[0]) {
  const [channels, samples] = [asInt(call.args.get('desired_channels')), asInt(call.args.get('desired_samples'))];
  const dim = (number: number | undefined) => (number === undefined || number < 0 ? null : number);
  return {
    kind: 'tuple' as const,
    items: [made(call, [], [dim(samples), dim(channels)], 'float32'), made(call, [], [], 'int32')],
    names: ['audio', 'sample_rate'],
  };
}
