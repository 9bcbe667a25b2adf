import { layerState } from '../../rules/layers/layer';
import { asString } from '../../values/read';
import type { TensorValue } from '../../values/value';

/** Names of the axes of a tensor that a layer gave; undefined where they are not known. */
export function axisNames({ type, origin, family }: TensorValue): readonly string[] | undefined {
  const rank = type.shape?.length;
  if (rank === undefined || rank === 0 || family !== 'keras') return undefined;
  const layer = origin?.args.self && layerState(origin.args.self);
  const names = layer?.row.axes?.[rank];
  if (layer === undefined || names === undefined || asString(layer.config.get('data_format')) === 'channels_first') return undefined;
  return ['batch', ...names];
}
