import type { Span } from '../../diagnostics/span';
import { asEntries, asItems } from '../../values/read';
import type { Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { failInKeras3 } from '../core/keras';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import { layerState } from '../layers/layer';
import type { FitData } from './fit-data';

/** Names of a functional model's outputs, which are those of the layers that make them; undefined where one is not known. */
function outputNames(symbolic: Value): readonly string[] | undefined {
  const names = asItems(symbolic)?.map(output => {
    const layer = output.kind === 'tensor' ? output.origin?.args.self : undefined;
    return layer && layerState(layer)?.name;
  });
  return names?.every(name => name !== undefined) ? (names as string[]) : undefined;
}

/**
 * Losses and labels of a model with several outputs, by their number and names (keras.src.trainers.compile_utils.CompileLoss). Reports the first
 * that does not fit, and answers true. `symbolic`: the model's own outputs, in a list.
 */
export function refusesStructure(call: Call, compiled: Bound, symbolic: Value, data: FitData): boolean {
  const outputs = asItems(symbolic);
  if (outputs === undefined || outputs.length < 2 || outputs.some(({ kind }) => kind !== 'tensor')) return false;
  const count = outputs.length;
  const crash = { span: call.context.span, message: 'It raises here.' };
  const refuse = (report: typeof fail | typeof failInKeras3, span: Span, message: string): true => {
    report(call, 'model-output-labels', message, { span, related: [crash] });
    return true;
  };
  const loss = compiled.get('loss');
  const [lossSpan, names] = [compiled.spanOf('loss'), outputNames(symbolic)];
  const strange = names && loss.kind === 'dict' ? asEntries(loss)?.find(([name]) => !names.includes(name)) : undefined;
  if (strange !== undefined)
    return refuse(
      fail,
      lossSpan,
      `The loss '${strange[0]}' is for no output of the model, which are ${names?.map(name => `'${name}'`).join(' and ')}.`,
    );
  const losses = loss.kind === 'list' || loss.kind === 'tuple' ? asItems(loss) : undefined;
  if (losses !== undefined && losses.length > count) {
    const words = `The path: (${count},) in the \`loss\` argument, can't be found in either the model's output (\`y_pred\`) or in the labels (\`y_true\`).`;
    return refuse(failInKeras3, lossSpan, `compile gets ${losses.length} losses, and the model has ${count} outputs. Keras: "${words}"`);
  }
  const labels = data.y.kind === 'list' || data.y.kind === 'tuple' ? asItems(data.y) : undefined;
  if (losses?.length === count && labels !== undefined && labels.length !== count)
    return refuse(
      fail,
      data.ySpan,
      `fit gets labels for ${labels.length} outputs, and the model has ${count}. Keras: "y_true and y_pred have different structures."`,
    );
  if (data.y.kind === 'tensor' && (losses?.length === count || loss.kind === 'str'))
    return refuse(
      failInKeras3,
      data.ySpan,
      `The model has ${count} outputs, and ${data.what} have one array of labels. Give a list with one for each output.`,
    );
  return false;
}
