import { isA } from '../../rules/core/objects';
import { layerState } from '../../rules/layers/layer';
import { modelState } from '../../rules/models/model';
import { DATASET, datasetState } from '../../rules/pipeline/dataset';
import { printType } from '../../tensor/type';
import { asItems } from '../../values/read';
import type { Value } from '../../values/value';

/** Longest nest that is written out. */
const MAX_ITEMS = 6;

/** What is known of a value in one line; undefined where it is nothing worth showing (plain Python, or unknown). */
export function describe(value: Value): string | undefined {
  switch (value.kind) {
    case 'tensor':
      return printType(value.type, value.family === 'keras');
    case 'tuple':
    case 'list': {
      const items = asItems(value);
      if (!items || items.length === 0 || items.length > MAX_ITEMS) return undefined;
      const described = items.map(describe);
      return described.some(item => item !== undefined) ? `(${described.map(item => item ?? '…').join(', ')})` : undefined;
    }
    case 'dict': {
      const items = value.cell.content && [...value.cell.content.values()];
      if (!items || items.length === 0 || items.length > MAX_ITEMS) return undefined;
      const described = items.map(item => [item.key.kind === 'str' ? item.key.value : '…', describe(item.value)] as const);
      return described.some(([, item]) => item !== undefined)
        ? `{${described.map(([name, item]) => `${name}: ${item ?? '…'}`).join(', ')}}`
        : undefined;
    }
    case 'object':
      return describeObject(value);
    default:
      return undefined;
  }
}

/** What a layer or model gives: its first axis is the batch, whatever it was called on last. */
export const describeOutput = (value: Value): string | undefined =>
  value.kind === 'tensor' ? printType(value.type, true) : describe(value);

function describeObject(value: Extract<Value, { kind: 'object' }>): string | undefined {
  if (isA(value, DATASET)) {
    const state = datasetState(value);
    const element = state && describe(state.element);
    const count = state?.cardinality;
    const many = count === null || count === undefined || !Number.isFinite(count) ? '' : ` × ${count}`;
    return element && `Dataset of ${element}${many}`;
  }
  const model = modelState(value);
  if (model !== undefined) {
    const output = describeOutput(model.outputs);
    return output && `model → ${output}`;
  }
  const layer = layerState(value);
  const output = layer && describeOutput(layer.output);
  return output && `layer → ${output}`;
}
