import type { TensorValue } from '../../values/value';
import { pixelsOf } from '../core/facts';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import { resizing, scaling } from './image-fixes';

/** Images of another size than the module is made for: it runs, with worse results. */
export function reportSize(call: Call, handle: string, [height, width]: readonly [number, number], given: TensorValue): void {
  const [h, w] = given.type.shape?.slice(1, 3) ?? [];
  if (h == null || w == null || (h === height && w === width)) return;
  const resized = pixelsOf(given)?.resized;
  fail(call, 'image-size', `${handle} is made for images of ${height} x ${width}, and gets ${h} x ${w}. Resize to [${height}, ${width}].`, {
    level: 'warning',
    fixes: resizing(call, given, [height, width]),
    ...(resized && { related: [{ span: resized, message: `The images are made ${h} x ${w} here.` }] }),
  });
}

/** Pixels in another range than the module wants. */
export function reportPixels(call: Call, handle: string, [low, high]: readonly [number, number], given: TensorValue): void {
  const range = pixelsOf(given);
  if (range === undefined || range.high <= high * 1.5) return;
  const idle = range.idle
    ? 'The pixels were float32 already (tf.image.resize makes them so), and convert_image_dtype scales integers only: call it before resizing, or divide by 255.'
    : 'Divide by 255, or convert with tf.image.convert_image_dtype before resizing.';
  fail(call, 'image-range', `${handle} wants pixels in [${low}, ${high}], and gets [${range.low}, ${range.high}]. ${idle}`, {
    level: 'warning',
    fixes: scaling(call, range),
    ...(range.idle && { span: range.idle, related: [{ span: call.context.span, message: 'The module gets the images here.' }] }),
  });
}
