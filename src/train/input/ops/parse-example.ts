import { formatSizes } from '../../../common/sizes';
import type { Json } from '../../../plan/plan';
import type { featureDescriptions, OpName } from '../../../plan/support/ops';
import { readExampleFields, readSequenceFields } from '../../../records/example-fields';
import { FIELD_KIND, type FieldKind, FieldTable } from '../../../records/field-table';
import { countBytes, countFloats, countInt64s, eachBytes, eachStep, readFloats, readInt64sAsNumbers } from '../../../records/list-values';
import { allocate, allocateAny, arrayOfLiteral, type Element, type ElementType, NdArray, SparseArray, sizeOf, stringsOf } from '../array';
import { batchElements } from '../batching';
import type { Binding, Op } from '../mapped-function';

/** One entry of a `features` dict, checked. */
interface Feature {
  name: string;
  form: 'fixed' | 'variable' | 'sequence';
  dtype: ElementType;
  shape: number[];
  size: number;
  fallback: NdArray | undefined;
  kind: FieldKind;
  /** A sequence may be missing: it is empty then. */
  allowMissing: boolean;
}

const kinds: { [dtype: string]: FieldKind } = { int64: FIELD_KIND.int64, float32: FIELD_KIND.float, string: FIELD_KIND.bytes };
const kindNames: { [kind: number]: string } = { [FIELD_KIND.bytes]: 'bytes', [FIELD_KIND.float]: 'float', [FIELD_KIND.int64]: 'int64' };

const forms: { readonly [description in keyof typeof featureDescriptions]: Feature['form'] } = {
  'tf.io.FixedLenFeature': 'fixed',
  'tf.io.FixedLenSequenceFeature': 'sequence',
  'tf.io.VarLenFeature': 'variable',
};

/** Reads one feature of the dict; a constructor is written {name, config} in the plan. */
function readFeature(name: string, value: Json): Feature {
  const { name: className, config } = value as { name: keyof typeof forms; config: { [parameter: string]: Json } };
  const form = forms[className];
  const dtype = config.dtype as ElementType;
  const kind = kinds[dtype];
  const known = form === 'variable' ? [] : (config.shape as number[]);
  const size = sizeOf(known);
  const given = config.default_value;
  return {
    name,
    form,
    dtype,
    shape: known,
    size,
    kind,
    allowMissing: config.allow_missing === true,
    fallback: form !== 'fixed' || given === null || given === undefined ? undefined : fillDefault(given, dtype, known),
  };
}

function fillDefault(value: Json, dtype: ElementType, shape: number[]): NdArray {
  const array = arrayOfLiteral(value, dtype);
  const data = allocateAny(dtype, sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = array.data[array.data.length === 1 ? 0 : i] as never;
  return new NdArray(dtype, shape, data);
}

/** Parses serialized Examples of one set of features; tables are kept from record to record. */
class ExampleParser {
  readonly fields = new FieldTable();
  /** Feature by the table's id of its name; grows as names are met. */
  private readonly places: (number | undefined)[] = [];
  private readonly features: Feature[];
  private readonly order: Map<string, number>;

  constructor(features: Feature[]) {
    this.features = features;
    this.order = new Map(features.map((feature, i) => [feature.name, i]));
  }

  /** Throws an error that names the feature and what is wrong with it. */
  parse(bytes: Uint8Array, origin: NdArray['origin']): { [name: string]: Element } {
    const where = placeOf(origin);
    const problem = readExampleFields(bytes, 0, bytes.length, this.fields);
    if (problem) throw new Error(`this record is no tf.train.Example: ${problem.message}${where}`);
    return this.parsed(where);
  }

  /** What `fields` holds, as the features describe it. */
  parsed(where: string): { [name: string]: Element } {
    const { fields } = this;
    const rows = new Int32Array(this.features.length).fill(-1);
    for (let i = 0; i < fields.count; i++) {
      const id = fields.ids[i];
      if (id >= this.places.length) this.learnNames();
      const place = this.places[id];
      if (place !== undefined) rows[place] = i;
    }
    const parsed: { [name: string]: Element } = {};
    this.features.forEach((feature, place) => {
      const row = rows[place];
      const kind = (row < 0 ? FIELD_KIND.none : fields.kinds[row]) as FieldKind;
      if (kind === FIELD_KIND.list) parsed[feature.name] = this.steps(feature, row, where);
      else {
        checkKind(feature, kind, where);
        parsed[feature.name] = this[feature.form](feature, kind, row, where);
      }
    });
    return parsed;
  }

  private learnNames(): void {
    const { texts } = this.fields.names;
    for (let id = this.places.length; id < texts.length; id++) this.places[id] = this.order.get(texts[id]);
  }

  private fixed(feature: Feature, kind: FieldKind, row: number, where: string): NdArray {
    const { name, dtype, shape, size, fallback } = feature;
    if (kind === FIELD_KIND.none) {
      if (fallback) return fallback;
      throw new Error(`the feature "${name}" (${dtype}) is required and missing in a record${where}`);
    }
    const data = this.values(kind, row);
    if (data.length !== size) {
      throw new Error(
        `the feature "${name}" was asked for with shape ${formatSizes(shape)}, so ${size} values, and the record holds ${data.length}${where}`,
      );
    }
    return new NdArray(dtype, shape, data);
  }

  private variable({ dtype }: Feature, kind: FieldKind, row: number): SparseArray {
    const data = kind === FIELD_KIND.none ? allocateAny(dtype, 0) : this.values(kind, row);
    return new SparseArray(
      dtype,
      [data.length],
      Array.from({ length: data.length }, (_, i) => [i]),
      data,
    );
  }

  /** As many values of the shape as there are. */
  private sequence(feature: Feature, kind: FieldKind, row: number, where: string): NdArray {
    const { name, dtype, shape, size, allowMissing } = feature;
    if (kind === FIELD_KIND.none && row < 0 && !allowMissing)
      throw new Error(`the feature "${name}" (${dtype}) is required and missing${where}`);
    const data = kind === FIELD_KIND.none ? allocateAny(dtype, 0) : this.values(kind, row);
    if (data.length % size !== 0)
      throw new Error(`the feature "${name}" was asked for in steps of ${size} values, and the record holds ${data.length}${where}`);
    return new NdArray(dtype, [data.length / size, ...shape], data);
  }

  /** The steps of a feature list. */
  private steps(feature: Feature, row: number, where: string): Element {
    const { name, dtype, shape, size, form } = feature;
    const steps: NdArray['data'][] = [];
    const isSound = eachStep(this.fields.sources[row], this.fields.starts[row], this.fields.ends[row], (kind, bytes, start, end) => {
      checkKind(feature, kind, where);
      steps.push(kind === FIELD_KIND.none ? allocateAny(dtype, 0) : valuesIn(kind, bytes, start, end));
    });
    if (!isSound) throw new Error(`the feature list "${name}" is not written as TensorFlow reads it${where}`);
    const data = allocateAny(
      dtype,
      steps.reduce((sum, step) => sum + step.length, 0),
    );
    let at = 0;
    for (const step of steps) for (let i = 0; i < step.length; i++) data[at++] = step[i] as never;
    if (form === 'variable') {
      const indices = steps.flatMap((step, place) => Array.from({ length: step.length }, (_, i) => [place, i]));
      return new SparseArray(dtype, [steps.length, steps.reduce((most, step) => Math.max(most, step.length), 0)], indices, data);
    }
    const wrong = steps.findIndex(step => step.length !== size);
    if (wrong >= 0)
      throw new Error(
        `step ${wrong} of the feature list "${name}" was asked for with ${size} values, and holds ${steps[wrong].length}${where}`,
      );
    return new NdArray(dtype, [steps.length, ...shape], data);
  }

  private values(kind: FieldKind, row: number): NdArray['data'] {
    const { sources, starts, ends } = this.fields;
    return valuesIn(kind, sources[row], starts[row], ends[row]);
  }
}

const placeOf = (origin: NdArray['origin']): string => (origin ? ` (record ${origin.record} of ${origin.file})` : '');

function checkKind({ name, dtype, kind: wanted }: Feature, kind: FieldKind, where: string): void {
  if (kind === FIELD_KIND.none || kind === wanted) return;
  throw new Error(`the feature "${name}" was asked for as ${dtype} and the record holds ${kindNames[kind]}${where}`);
}

function valuesIn(kind: FieldKind, bytes: Uint8Array, start: number, end: number): NdArray['data'] {
  if (kind === FIELD_KIND.int64) {
    const values = allocate('int64', countInt64s(bytes, start, end)) as Float64Array;
    readInt64sAsNumbers(bytes, start, end, values);
    return values;
  }
  if (kind === FIELD_KIND.float) {
    const values = allocate('float32', countFloats(bytes, start, end)) as Float32Array;
    readFloats(bytes, start, end, values);
    return values;
  }
  const values: Uint8Array[] = [];
  if (countBytes(bytes, start, end) > 0) eachBytes(bytes, start, end, (from, to) => void values.push(bytes.subarray(from, to)));
  return values;
}

function makeParser(binding: Binding, parameter = 'features'): ExampleParser {
  const features = binding.literal(parameter, {}) as { [name: string]: Json };
  return new ExampleParser(Object.entries(features).map(([name, value]) => readFeature(name, value)));
}

const parseSingle: Op = binding => {
  const parser = makeParser(binding);
  const read = binding.array('serialized');
  return frame => {
    const serialized = read(frame);
    const [bytes] = stringsOf(serialized, binding.op);
    if (bytes === undefined || serialized.shape.length > 0)
      throw new Error(`${binding.op} needs one string, and got shape ${formatSizes(serialized.shape)}`);
    return parser.parse(bytes, serialized.origin);
  };
};

const parseBatch: Op = binding => {
  const parser = makeParser(binding);
  const read = binding.array('serialized');
  return frame => {
    const serialized = read(frame);
    if (serialized.shape.length !== 1)
      throw new Error(`${binding.op} needs a vector of strings, and got shape ${formatSizes(serialized.shape)}`);
    return batchElements(stringsOf(serialized, binding.op).map(bytes => parser.parse(bytes, undefined)));
  };
};

const parseSequence: Op = binding => {
  const context = makeParser(binding, 'context_features');
  const lists = makeParser(binding, 'sequence_features');
  const read = binding.array('serialized');
  return frame => {
    const serialized = read(frame);
    const [bytes] = stringsOf(serialized, binding.op);
    if (bytes === undefined || serialized.shape.length > 0)
      throw new Error(`${binding.op} needs one string, and got shape ${formatSizes(serialized.shape)}`);
    const where = placeOf(serialized.origin);
    const problem = readSequenceFields(bytes, 0, bytes.length, context.fields, lists.fields);
    if (problem) throw new Error(`this record is no tf.train.SequenceExample: ${problem.message}${where}`);
    return [context.parsed(where), lists.parsed(where)];
  };
};

export const parseOps = {
  'tf.io.parse_single_example': parseSingle,
  'tf.io.parse_example': parseBatch,
  'tf.io.parse_single_sequence_example': parseSequence,
} as const satisfies {
  readonly [op in OpName]?: Op;
};
