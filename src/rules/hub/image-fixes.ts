import type { Fix } from '../../diagnostics/diagnostic';
import { through } from '../../diagnostics/span';
import type { TensorValue } from '../../values/value';
import { after, before, type Edits } from '../core/edits';
import { type ImageStep, type PixelRange, pixelsOf } from '../core/facts';
import type { Call } from '../core/rule';

/** Another size in the tf.image.resize that made the images, where it is written out there. */
export function resizing({ context }: Call, given: TensorValue, [height, width]: readonly [number, number]): Fix[] {
  const [first, second] = pixelsOf(given)?.resize?.size ?? [];
  const isWritten = first && second && context.textAt(first) !== undefined && first.column !== second.column;
  if (!isWritten) return [];
  const edits = [
    { span: first, text: String(height) },
    { span: second, text: String(width) },
  ];
  return [{ title: `Resize to ${height} x ${width}`, edits }];
}

/** Pixels scaled to [0, 1]: the conversion before the resizing, or a division behind it. */
export function scaling(call: Call, { low, high, idle, resize, swappable }: PixelRange): Fix[] {
  if (resize === undefined) return [];
  if (idle) {
    const edits = swappable && swapped(call, resize, swappable);
    return edits ? [{ title: 'Convert before resizing', edits }] : [];
  }
  const end = after(resize.call);
  const next = call.context.textAt({ ...end, endColumn: end.column + 1 });
  if (low !== 0 || high !== 255 || next === undefined || !/^[\s,)]?$/.test(next)) return [];
  return [{ title: 'Divide by 255', edits: [{ span: end, text: ' / 255.0' }] }];
}

/** Two calls made in the other order: each keeps its image, and what stands around that goes to the other. */
function swapped({ context }: Call, one: ImageStep, other: ImageStep): Edits | undefined {
  const parts = [one, other].map(({ call, image }) => ({
    head: through(before(call), before(image)),
    tail: through(after(image), call),
  }));
  const texts = parts.map(({ head, tail }) => ({ head: context.textAt(head), tail: context.textAt(tail) }));
  const isCall = ({ head, tail }: (typeof texts)[number]) => /^[\w.]+\(\s*(\w+\s*=\s*)?$/.test(head ?? '') && /^,[^#]*\)$/.test(tail ?? '');
  if (!texts.every(isCall)) return undefined;
  return parts.flatMap(({ head, tail }, index) => {
    const { head: opening = '', tail: closing = '' } = texts[1 - index];
    return [
      { span: head, text: opening },
      { span: tail, text: closing },
    ];
  });
}
