import type { RuleName } from '../../diagnostics/catalogue';
import type { Fix } from '../../diagnostics/diagnostic';
import { isNone } from '../../values/read';
import { addKeywords } from '../core/edits';
import { fail } from '../core/report';
import type { Call, FeatureFacts, RecordFacts } from '../core/rule';
import { type Feature, listDTypes, listKinds, REQUIRED_DTYPES, valueCount } from './feature';

const parsedHere = (call: Call) => [{ span: call.context.span, message: 'The records are parsed here.' }];
const replaced = (feature: Feature, parameter: string, title: string, text: string | undefined): Fix[] =>
  text !== undefined && feature.args.given(parameter) ? [{ title, edits: [{ span: feature.args.spanOf(parameter), text }] }] : [];

/** A dtype as TensorFlow's error messages spell it. */
const nameInErrors = (dtype: Feature['dtype']): string => (dtype === 'float32' ? 'float' : String(dtype));

/** A dtype as the program can write it. */
const spelledDType = ({ context }: Call, dtype: string): string | undefined => {
  const tensorflow = context.spelling('tf');
  return tensorflow && `${tensorflow}.${dtype}`;
};

/** Whether TensorFlow refuses a feature whatever the records hold; reports it. */
export function refusedFeature(call: Call, feature: Feature): boolean {
  const { name, dtype, kind, shape, span } = feature;
  const refuse = (message: string, fixes: Fix[] = []): true => {
    fail(call, 'record-description', message, { span, related: parsedHere(call), fixes });
    return true;
  };
  if (dtype && !REQUIRED_DTYPES.some(allowed => allowed === dtype)) {
    const nearest = /^(u?int|bool)/.test(dtype) ? 'int64' : 'float32';
    return refuse(
      `Records hold float32, int64 and string only; feature '${name}' asks for ${dtype}. Parse it as ${nearest} and convert with tf.cast(). TensorFlow: "DataType ${dtype} not in list of allowed values: float32, int64, string".`,
      replaced(feature, 'dtype', `Parse '${name}' as tf.${nearest}`, spelledDType(call, nearest)),
    );
  }
  if (kind === 'fixed' && feature.args.given('shape') && isNone(feature.args.get('shape')))
    return refuse(`Feature '${name}' has no shape: write [] for a single value. TensorFlow: "Missing shape for feature ${name}".`);
  const first = shape && shape.length > 0 ? feature.args.get('shape') : undefined;
  if (kind === 'fixed' && firstIsNone(first))
    return refuse(
      `Feature '${name}' has a shape whose length is None, which FixedLenFeature does not take. Use VarLenFeature or FixedLenSequenceFeature(…, allow_missing=True). TensorFlow: "First dimension of shape for feature ${name} unknown".`,
    );
  return false;
}

const firstIsNone = (shape: ReturnType<Feature['args']['get']> | undefined): boolean => {
  if (shape?.kind === 'tuple') return isNone(shape.items[0]);
  return shape?.kind === 'list' && isNone(shape.cell.content?.items?.[0]);
};

/** A default for records that lack a single value. */
function defaulted({ context }: Call, { args, span, dtype, shape }: Feature): Fix[] {
  const value = dtype === 'string' ? '""' : dtype === 'int64' ? '0' : dtype === 'float32' ? '0.0' : undefined;
  const edits = value && shape?.length === 0 ? addKeywords(context, { config: args, span }, { default_value: value }) : undefined;
  return edits && value ? [{ title: `Give it a default: default_value=${value}`, edits }] : [];
}

/** What the records of the workspace say of a feature's description; reports what does not fit them. */
export function compareWithRecords(call: Call, feature: Feature, records: RecordFacts): FeatureFacts | undefined {
  const stats = Object.hasOwn(records.features, feature.name) ? records.features[feature.name] : undefined;
  const where = records.files.length === 1 ? records.files[0] : `the ${records.files.length} record files`;
  const say = (rule: RuleName, message: string, fixes: Fix[] = [], level: 'error' | 'warning' = 'error') =>
    fail(call, rule, message, { span: feature.span, related: parsedHere(call), fixes, level });
  if (records.records === 0 || feature.kind === 'sparse' || feature.kind === 'ragged') return stats;
  const optional = feature.kind !== 'fixed' || !isNone(feature.args.get('default_value'));
  if (stats === undefined || stats.present === 0) {
    const names = Object.keys(records.features);
    const known =
      names.length === 0
        ? ''
        : ` They have ${names
            .slice(0, 8)
            .map(name => `'${name}'`)
            .join(', ')}.`;
    const message = `The records of ${where} have no feature '${feature.name}'.${known}`;
    if (!optional)
      say(
        'record-feature-missing',
        `${message} TensorFlow: "Feature: ${feature.name} (data type: ${nameInErrors(feature.dtype)}) is required but could not be found".`,
      );
    else if (!records.sampled) say('record-feature-missing', `${message} It is empty in every record.`, [], 'warning');
    return undefined;
  }
  const wanted = feature.dtype ? listKinds[feature.dtype] : undefined;
  if (wanted !== undefined && stats.kind !== 'mixed' && stats.kind !== wanted) {
    const truth = listDTypes[stats.kind];
    say(
      'record-feature-dtype',
      `Feature '${feature.name}' holds ${truth} values in ${where}, and is parsed as ${feature.dtype}. TensorFlow: "Key: ${feature.name}.  Data types don't match. Data type: ${nameInErrors(truth)} but expected type: ${nameInErrors(feature.dtype)}".`,
      replaced(feature, 'dtype', `Parse '${feature.name}' as tf.${truth}`, spelledDType(call, truth)),
    );
    return undefined;
  }
  if (!optional && stats.present < records.records) {
    say(
      'record-feature-missing',
      `${records.records - stats.present} of ${records.records} records of ${where} have no feature '${feature.name}', and its description has no default_value. TensorFlow: "Feature: ${feature.name} (data type: ${nameInErrors(feature.dtype)}) is required but could not be found".`,
      defaulted(call, feature),
    );
    return stats;
  }
  const count = valueCount(feature);
  if (count !== null && (stats.minLength !== count || stats.maxLength !== count)) {
    const held = stats.minLength === stats.maxLength ? `${stats.minLength}` : `between ${stats.minLength} and ${stats.maxLength}`;
    const fixed = stats.minLength === stats.maxLength;
    say(
      'record-feature-shape',
      `Feature '${feature.name}' has ${held} values in the records of ${where}, and is parsed as ${count}. TensorFlow: "Key: ${feature.name}.  Number of ${feature.dtype} values != expected. Values size: ${stats.minLength === count ? stats.maxLength : stats.minLength} but output shape: [${feature.shape?.join(',') ?? ''}]".`,
      fixed
        ? replaced(
            feature,
            'shape',
            `Parse '${feature.name}' with its ${held} values`,
            stats.minLength === 1 ? '[]' : `[${stats.minLength}]`,
          )
        : [],
    );
    return undefined;
  }
  return stats;
}
