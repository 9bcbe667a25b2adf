import type { RuleName } from '../../diagnostics/catalogue';
import { asEntries, asItems } from '../../values/read';
import type { Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { several } from '../core/report';
import { leaves } from '../pipeline/nest';

/** Outputs of a model with what `compile` and `fit` got for them. */
export interface OutputStructure {
  /** Outputs in order: of one, of a list, or by key. */
  readonly outputs: 'one' | 'list' | 'dict';
  readonly count: number;
  /** What a dictionary may call them; undefined where that is not known. */
  readonly names: readonly string[] | undefined;
  readonly loss: Value;
  readonly y: Value;
  readonly compiled: Bound;
  /** How messages call the data. */
  readonly what: string;
}

/** What does not fit: the argument of `compile` to blame, or the labels. */
export interface OutputMisfit {
  readonly rule: RuleName;
  readonly blamed: 'loss' | 'metrics' | 'weighted_metrics' | 'loss_weights' | 'labels';
  readonly message: string;
  /** What Keras 3 says. */
  readonly words?: string;
  /** Keras 2 refuses it too. */
  readonly always?: boolean;
}

const quoted = (names: readonly string[]): string => names.map(name => `'${name}'`).join(' and ');
const list = (names: readonly string[]): string => `[${names.map(name => `'${name}'`).join(', ')}]`;
const keysOf = (value: Value): readonly string[] | undefined =>
  value.kind === 'dict' ? asEntries(value)?.map(([name]) => name) : undefined;
const isList = (value: Value): boolean => value.kind === 'list' || value.kind === 'tuple';
const LABELS = 'model-output-labels';

type Check = (structure: OutputStructure) => OutputMisfit | undefined;

/** The losses of a dictionary are by the names of the outputs. */
const lossNames: Check = ({ names, loss, outputs }) => {
  const keys = keysOf(loss);
  if (keys === undefined || names === undefined) return undefined;
  const misfit = { rule: LABELS, blamed: 'loss' } as const;
  const strange = keys.find(key => !names.includes(key));
  if (strange !== undefined) {
    const [noun, verb] = names.length === 1 ? ['output', 'is'] : ['outputs', 'are'];
    const message = `The loss '${strange}' is for no output of the model; its ${noun} ${verb} ${quoted(names)}.`;
    if (outputs === 'dict')
      return {
        ...misfit,
        message,
        words: `The path: ('${strange}',) in the \`loss\` argument, can't be found in either the model's output`,
      };
    return { ...misfit, message, words: `Expected keys ${list(names)} in loss dict, but found loss.keys()=${list(keys)}`, always: true };
  }
  const missing = names.find(name => !keys.includes(name));
  if (missing === undefined || outputs === 'dict') return undefined;
  const message = `The output '${missing}' has no loss. Keras 3 wants one for each output, which may be None.`;
  return { ...misfit, message, words: `Expected keys ${list(names)} in loss dict, but found loss.keys()=${list(keys)}` };
};

const lossCount: Check = ({ count, loss, outputs }) => {
  const losses = isList(loss) ? asItems(loss) : undefined;
  if (outputs === 'one' || losses === undefined || losses.length <= count) return undefined;
  const words = `The path: (${count},) in the \`loss\` argument, can't be found in either the model's output (\`y_pred\`) or in the labels (\`y_true\`).`;
  return { rule: LABELS, blamed: 'loss', message: `compile gets ${losses.length} losses, and the model has ${count} outputs.`, words };
};

/** The labels by the names of the outputs: a dictionary whose keys are others. */
const labelNames: Check = ({ names, y, outputs, what }) => {
  const keys = keysOf(y);
  if (keys === undefined || names === undefined) return undefined;
  const misfit = { rule: LABELS, blamed: 'labels' } as const;
  if (outputs === 'one')
    return {
      ...misfit,
      message: `The model has one output, and ${what} have their labels in a dictionary, which Keras 3 takes for the outputs of a dictionary. Give the array itself.`,
      always: keys.some(key => !names.includes(key)),
    };
  const strange = keys.find(key => !names.includes(key));
  if (strange === undefined) return undefined;
  return { ...misfit, message: `The labels '${strange}' are for no output of the model; its outputs are ${quoted(names)}.`, always: true };
};

const labelCount: Check = ({ count, loss, y, outputs, what }) => {
  const misfit = { rule: LABELS, blamed: 'labels', words: 'y_true and y_pred have different structures.' } as const;
  const labels = isList(y) ? asItems(y) : undefined;
  if (outputs === 'one') {
    if (labels === undefined || labels.length < 2 || isList(loss) || labels.some(({ kind }) => kind !== 'tensor')) return undefined;
    return { ...misfit, message: `${what} have labels for ${labels.length} outputs, and the model has one.` };
  }
  const isSingle = loss.kind !== 'dict' && !isList(loss);
  const losses = isList(loss) ? asItems(loss) : keysOf(loss);
  const isFull = isSingle || (losses?.length === count && (asItems(loss) ?? []).every(({ kind }) => kind !== 'none'));
  if (!isFull) return undefined;
  if (y.kind === 'tensor') {
    const message = `The model has ${count} outputs, and ${what} have one array of labels. Give one for each output.`;
    return isSingle ? { rule: LABELS, blamed: 'labels', message } : { ...misfit, message };
  }
  if (outputs !== 'list' || labels === undefined || labels.length === count || leaves(y).length !== labels.length) return undefined;
  const message = `${what} have labels for ${several(labels.length, 'output')}, and the model has ${count}.`;
  return labels.length === 1 ? { rule: LABELS, blamed: 'labels', message, always: true } : { ...misfit, message, always: true };
};

/** Metrics of several outputs: a list with an entry for each, or a dictionary of their names. */
const metricsFor =
  (blamed: 'metrics' | 'weighted_metrics'): Check =>
  ({ count, names, compiled }) => {
    const metrics = compiled.get(blamed);
    if (count < 2 || names === undefined) return undefined;
    const keys = keysOf(metrics);
    const misfit = {
      rule: 'compile-argument',
      blamed,
      words: `Invalid \`${blamed}\`. \`${blamed}\` should contain metrics objects`,
    } as const;
    const strange = keys?.find(key => !names.includes(key));
    if (strange !== undefined)
      return {
        ...misfit,
        message: `The metrics of '${strange}' are for no output of the model; its outputs are ${quoted(names)}.`,
        always: true,
      };
    const items = isList(metrics) ? asItems(metrics) : undefined;
    if (items === undefined || items.length === 0 || items.length === count) return undefined;
    const message = `compile gets ${blamed} with ${several(items.length, 'item')} for ${count} outputs. Write one list of metrics for each output: ${blamed}=[[…], […]].`;
    return { ...misfit, message };
  };

const weightCount: Check = ({ loss, compiled }) => {
  const losses = asItems(loss) ?? keysOf(loss) ?? (loss.kind === 'dict' || isList(loss) ? undefined : [loss]);
  const weights = asItems(compiled.get('loss_weights')) ?? keysOf(compiled.get('loss_weights'));
  if (losses === undefined || weights === undefined || losses.length === weights.length || weights.length === 0) return undefined;
  if ((asItems(loss) ?? []).some(item => isList(item) || item.kind === 'dict' || item.kind === 'unknown')) return undefined;
  const words = `\`loss_weights\` must match the number of losses, got ${losses.length} losses and ${weights.length} weights.`;
  return { rule: 'compile-argument', blamed: 'loss_weights', message: 'Each loss has a weight.', words };
};

/** In the order in which Keras looks. */
export const structureChecks: readonly Check[] = [
  lossNames,
  lossCount,
  weightCount,
  labelNames,
  labelCount,
  metricsFor('metrics'),
  metricsFor('weighted_metrics'),
];
