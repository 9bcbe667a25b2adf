import type { Shape } from '../../tensor/shape';
import { asBool, asEntries, asItems } from '../../values/read';
import { dict, str, type TensorValue, tuple, UNKNOWN, type Value } from '../../values/value';
import { type FeatureSource, ranged, recordFilesOf, sourced, varying } from '../core/facts';
import { object } from '../core/objects';
import { fail } from '../core/report';
import type { Call, Rule } from '../core/rule';
import { familyOf, tensor, typeOf } from '../core/tensors';
import { compareWithRecords, refusedFeature } from './description';
import { type Feature, featureOf } from './feature';

/** FixedLenFeature and its kin are kept as they were bound. */
export const featureDescription: Rule = call => object(call, call.api, call.args);

/** How many axes the serialized text has in front: none for one record, one for a batch; undefined where it is not known. */
function batchOf(call: Call): Shape | undefined {
  const type = typeOf(call.args.get('serialized'));
  return type?.shape ?? undefined;
}

/** What one feature of one record, or of a batch of them, becomes. */
function parsed(call: Call, value: Feature, batch: Shape, source: FeatureSource | undefined): Value {
  const { dtype, kind, shape } = value;
  if (batch === null || dtype === undefined) return UNKNOWN;
  const single = batch.length === 0;
  const made = (dims: Shape, more: Partial<TensorValue['type']> = {}): TensorValue => {
    const result = tensor(familyOf(call.session, [call.args.get('serialized')]), dims, dtype);
    return { ...result, type: { ...result.type, ...more }, facts: factsOf(value, source, single) };
  };
  switch (kind) {
    case 'fixed':
      return made(shape ? [...batch, ...shape] : null);
    case 'sequence':
      return made(shape ? [...batch, null, ...shape] : null);
    case 'var':
      return made([...batch, null], { sparse: true });
    case 'sparse':
      return made(shape ? [...batch, ...shape] : null, { sparse: true });
    case 'ragged': {
      const partitions = asItems(value.args.get('partitions'));
      if (partitions === undefined || partitions.length > 0) return UNKNOWN;
      return made([...batch, null], single ? {} : { raggedRank: batch.length });
    }
  }
}

function factsOf(value: Feature, source: FeatureSource | undefined, single: boolean) {
  const { min, max, minLength, maxLength } = source?.stats ?? {};
  const lengths = minLength === undefined || maxLength === undefined ? {} : { min: minLength, max: maxLength };
  return {
    ...(source && sourced(source)),
    ...(source && min !== undefined && max !== undefined && ranged({ min, max, where: `the feature '${value.name}' of the records` })),
    ...(single &&
      (value.kind === 'sequence' || value.kind === 'ragged') &&
      varying({ axis: 0, what: `the values of the feature '${value.name}'`, ...lengths })),
  };
}

/** A description's features parsed; reports what TensorFlow refuses in it and what the records do not have. */
function parsedFeatures(call: Call, features: Value, batch: Shape | undefined, inRecords: boolean): Value {
  const entries = asEntries(features);
  if (entries === undefined || batch === undefined) return UNKNOWN;
  const serialized = call.args.get('serialized');
  const files = serialized.kind === 'tensor' ? recordFilesOf(serialized) : undefined;
  const records = inRecords && files && files.length > 0 ? call.session.workspace.records?.(files) : undefined;
  return dict(
    entries.map(([name, description]) => {
      const value = featureOf(name, description);
      if (value === undefined || refusedFeature(call, value)) return { key: str(name), value: UNKNOWN };
      const stats = records && compareWithRecords(call, value, records);
      const source = files && inRecords ? { files, name, stats, sampled: records?.sampled ?? true } : undefined;
      return { key: str(name), value: parsed(call, value, batch, source) };
    }),
  );
}

/** Whether `serialized` is what a parse function takes: string, and a scalar where one record is meant. Reports where it is not. */
function refusedInput(call: Call, single: boolean): boolean {
  const type = typeOf(call.args.get('serialized'));
  const span = call.args.spanOf('serialized');
  if (type?.dtype && type.dtype !== 'string') {
    fail(call, 'op-dtype', `${call.api} parses serialized examples, which are strings; it gets ${type.dtype}.`, { span });
    return true;
  }
  if (single && type?.shape && type.shape.length > 0) {
    const many = call.api.replace('_single', '');
    fail(
      call,
      'op-shape',
      `${call.api} takes one record (a scalar string), and gets a batch of them. Use ${many}, or parse before batch(). TensorFlow: "Input serialized must be a scalar".`,
      { span },
    );
    return true;
  }
  return false;
}

/** A description that FixedLenSequenceFeature makes impossible outside of sequence examples. */
function refusedSequence(call: Call, features: Value): boolean {
  for (const [name, description] of asEntries(features) ?? []) {
    const value = featureOf(name, description);
    if (value?.kind !== 'sequence' || asBool(value.args.get('allow_missing')) !== false) continue;
    const message = `FixedLenSequenceFeature '${name}' must have allow_missing=True here. TensorFlow: "Unsupported: FixedLenSequenceFeature requires allow_missing to be True".`;
    fail(call, 'record-description', message, { span: value.span });
    return true;
  }
  return false;
}

/** `tf.io.parse_single_example(serialized, features)` and `tf.io.parse_example(serialized, features)`. */
const parseExamples =
  (single: boolean): Rule =>
  call => {
    const features = call.args.get('features');
    if (refusedInput(call, single) || refusedSequence(call, features)) return UNKNOWN;
    return parsedFeatures(call, features, single ? [] : batchOf(call), true);
  };
export const parseSingleExample = parseExamples(true);
export const parseExample = parseExamples(false);

/** The features of the steps of a sequence: one more axis in front of each. */
function parsedSteps(call: Call, features: Value, batch: Shape | undefined): Value {
  if (features.kind === 'none') return dict([]);
  const entries = asEntries(features);
  if (entries === undefined || !batch) return UNKNOWN;
  return dict(
    entries.map(([name, description]) => {
      const value = featureOf(name, description);
      if (value === undefined || value.dtype === undefined) return { key: str(name), value: UNKNOWN };
      const plain = parsed(call, value, batch, undefined);
      if (plain.kind !== 'tensor' || value.kind === 'sequence') return { key: str(name), value: plain };
      const shape = [...batch, null, null];
      const kind = value.kind === 'ragged' ? { raggedRank: batch.length + 1 } : { sparse: true };
      return { key: str(name), value: { ...plain, type: { ...plain.type, shape, ...kind }, facts: undefined } };
    }),
  );
}

/** A FixedLenFeature among the features of steps. */
function refusedSteps(call: Call, features: Value): boolean {
  for (const [name, description] of asEntries(features) ?? []) {
    const value = featureOf(name, description);
    if (value?.kind !== 'fixed') continue;
    fail(
      call,
      'record-description',
      `A FixedLenFeature cannot describe '${name}', a feature of the steps of a sequence. Use FixedLenSequenceFeature or VarLenFeature. TensorFlow: "Unsupported FixedLenFeature".`,
      { span: value.span },
    );
    return true;
  }
  return false;
}

const context = (call: Call, batch: Shape | undefined): Value => {
  const features = call.args.get('context_features');
  return features.kind === 'none' ? dict([]) : parsedFeatures(call, features, batch, false);
};

/** `tf.io.parse_single_sequence_example(…)`: what describes the whole, and what each step has. */
export const parseSingleSequenceExample: Rule = call => {
  const steps = call.args.get('sequence_features');
  if (refusedInput(call, true) || refusedSteps(call, steps)) return UNKNOWN;
  return tuple([context(call, []), parsedSteps(call, steps, [])]);
};

/** `tf.io.parse_sequence_example(…)`: the same for a batch, with the length of each sequence of fixed steps. */
export const parseSequenceExample: Rule = call => {
  const steps = call.args.get('sequence_features');
  if (refusedInput(call, false) || refusedSteps(call, steps)) return UNKNOWN;
  const batch = batchOf(call);
  const lengths = (asEntries(steps) ?? []).filter(([name, description]) => featureOf(name, description)?.kind === 'sequence');
  const family = familyOf(call.session, [call.args.get('serialized')]);
  const known = steps.kind === 'none' || (asEntries(steps) !== undefined && batch !== undefined);
  return tuple([
    context(call, batch),
    parsedSteps(call, steps, batch),
    known ? dict(lengths.map(([name]) => ({ key: str(name), value: tensor(family, batch ?? null, 'int64') }))) : UNKNOWN,
  ]);
};
