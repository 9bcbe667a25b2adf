import { UNKNOWN } from '../../values/value';
import { failInKeras3 } from '../core/keras';
import { shortName } from '../core/names';
import { object } from '../core/objects';
import { fail } from '../core/report';
import type { Call, Rule } from '../core/rule';
import { type ParameterSignature, signatureOf } from '../core/signatures';
import type { LayerTable } from './layer';
import { newLayerState } from './layer-state';

/** Rows of the table of functions that a table of layers makes: constructors. */
export const constructors = (layers: LayerTable): { [name: string]: Rule } =>
  Object.fromEntries(
    Object.entries(layers).map(([name, row]): [string, Rule] => [
      `keras.layers.${name}`,
      call => {
        noticeAge(call);
        if (!call.legacy && (lacksArgument(call) || hasMisspelt(call) || row.construct?.(call))) return UNKNOWN;
        return object(call, call.api, newLayerState(call, row));
      },
    ]),
  );

/** Keywords of Keras 1, which no later Keras knows. */
const oldKeywords = new Set([
  'nb_filter',
  'nb_row',
  'nb_col',
  'filter_length',
  'border_mode',
  'subsample',
  'subsample_length',
  'pool_length',
  'dim_ordering',
  'init',
  'inner_init',
  'inner_activation',
  'forget_bias_init',
  'W_regularizer',
  'b_regularizer',
  'U_regularizer',
  'W_constraint',
  'b_constraint',
  'U_constraint',
  'dropout_W',
  'dropout_U',
  'consume_less',
  'p',
  'sigma',
  'mode',
  'gamma_init',
  'beta_init',
]);

/** A program that uses Keras 1 raises at once in every Keras since, whatever its shapes. */
function noticeAge(call: Call): void {
  const { args, context, session } = call;
  if (['input_shape', 'input_dim', 'input_length', 'batch_input_shape'].some(name => args.extra[name] !== undefined))
    context.write(session.dated, true);
  const isConvolution = call.legacy && ['kernel_size', 'strides'].every(name => args.all[name]?.kind === 'int');
  if (isConvolution || Object.keys(args.extra).some(name => oldKeywords.has(name))) context.write(session.outdated, true);
}

const parametersOf = (call: Call): readonly ParameterSignature[] => signatureOf(call.api) ?? [];

/** A parameter without a default that was not given: Python's TypeError. */
function lacksArgument(call: Call): boolean {
  const missing = parametersOf(call).filter(({ name, kind, ...rest }) => !kind && !('default' in rest) && call.args.given(name) === false);
  if (missing.length === 0) return false;
  const names = missing.map(({ name }) => `'${name}'`).join(' and ');
  // Programs of Keras 1 and 2 used other names ("nb_filter", "output_dim"): those name what is missing in their own way.
  if (Object.keys(call.args.extra).some(name => !layerKeywords.has(name))) return true;
  // Keras 2 had a default where Keras 3 has none (the size of average pooling).
  const report = missing.every(({ name }) => name === 'pool_size') ? failInKeras3 : fail;
  report(
    call,
    'layer-argument',
    `${shortName(call.api)} needs ${names}, which is not given: ${shortName(call.api)}.__init__() missing ${missing.length} required positional argument${missing.length > 1 ? 's' : ''}: ${names}.`,
    { level: call.session.dated.content ? 'warning' : 'error' },
  );
  return true;
}

/** Keywords that every layer takes. */
const layerKeywords = new Set(['name', 'dtype', 'trainable', 'autocast', 'activity_regularizer', 'input_shape', 'input_dim']);

/** A keyword that no parameter has but that is nearly one. Others may be of an older Keras, and are let go. */
function hasMisspelt(call: Call): boolean {
  const known = [...parametersOf(call).map(({ name }) => name), ...layerKeywords];
  for (const name of Object.keys(call.args.extra)) {
    if (layerKeywords.has(name)) continue;
    const intended = name.length < 5 ? undefined : known.find(other => other.length > 4 && oneSlip(name, other));
    if (intended === undefined) continue;
    const span = call.args.spanOf(name);
    const message = `${shortName(call.api)} has no argument '${name}'. Did you mean '${intended}'? Keras: Unrecognized keyword arguments passed to ${shortName(call.api)}.`;
    fail(call, 'layer-argument', message, { span });
    return true;
  }
  return false;
}

/** Whether one letter added, left out, changed or swapped with its neighbour makes one word the other. */
function oneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  const swapped = restA.length > 1 && restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
  return a !== b && (swapped || restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1));
}
