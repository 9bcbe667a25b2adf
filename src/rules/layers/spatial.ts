import type { Dim, Shape } from '../../tensor/shape';
import { asString } from '../../values/read';
import type { Bound } from '../core/bind';
import type { Session } from '../core/rule';

/** Axes of images and sequences: batch, then steps or height, width, … and channels, these last or first. */
export interface Spatial {
  readonly batch: Dim;
  readonly sizes: readonly Dim[];
  readonly channels: Dim;
}
export type DataFormat = 'channels_last' | 'channels_first';

/** What a layer's `data_format` says, or what holds for the program; undefined where not known. */
export function dataFormat(config: Bound, session: Session): DataFormat | undefined {
  const given = config.get('data_format');
  const name = given.kind === 'none' ? (session.dataFormat.content ?? undefined) : asString(given)?.toLowerCase();
  return name === 'channels_last' || name === 'channels_first' ? name : undefined;
}

export const channelAxis = (format: DataFormat): number => (format === 'channels_last' ? -1 : 1);

/** A shape of three axes or more taken apart. */
export function spatialOf(shape: readonly Dim[], format: DataFormat): Spatial {
  const [batch, ...rest] = shape;
  return format === 'channels_last'
    ? { batch, sizes: rest.slice(0, -1), channels: rest[rest.length - 1] }
    : { batch, sizes: rest.slice(1), channels: rest[0] };
}

export const spatialShape = ({ batch, sizes, channels }: Spatial, format: DataFormat): Shape =>
  format === 'channels_last' ? [batch, ...sizes, channels] : [batch, channels, ...sizes];

const spatialNames = [['step'], ['row', 'column'], ['plane', 'row', 'column']];

/** What the axes after the batch are in sequences (1), images (2) or volumes (3), channels last, by the number of all axes. */
export const spatialAxes = (rank: number): { readonly [rank: number]: readonly string[] } => ({
  [rank + 2]: [...spatialNames[rank - 1], 'channel'],
});

/** One window's reach along an axis. */
export interface SlidingWindow {
  readonly size: Dim;
  readonly stride: Dim;
  readonly dilation: Dim;
}

/** Number of places that a window takes along an axis (keras.src.ops.operation_utils.compute_conv_output_shape); may be zero or less. */
export function places(length: Dim, { size, stride, dilation }: SlidingWindow, padding: string | undefined): Dim {
  if (length === null || stride === null || stride === 0 || padding === undefined) return null;
  if (padding === 'same' || padding === 'causal') return Math.floor((length - 1) / stride) + 1;
  if (size === null || dilation === null) return null;
  return Math.floor((length - dilation * (size - 1) - 1) / stride) + 1;
}
