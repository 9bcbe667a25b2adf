import { type Dim, printShape, type Shape } from '../../tensor/shape';
import type { Value } from '../../values/value';
import { imageStep } from '../core/facts';
import type { Call, Rule } from '../core/rule';
import { arg, type Operand, operand, refuseCall } from './operand';

export const image = (call: Call): Operand => operand(arg(call, 'image', 'images', 'image1', 'a', 'img1', 'x'));

/** The two axes of height and width changed; the rest as it was. */
export const sizedTo = (shape: readonly Dim[], height: Dim, width: Dim): Dim[] => [
  ...shape.slice(0, -3),
  height,
  width,
  shape[shape.length - 1],
];

/** Height, width and channels, with a batch in front or not; anything else is what TensorFlow refuses. */
export function notAnImage(call: Call, shape: Shape): Value | undefined {
  if (shape === null || shape.length === 3 || shape.length === 4) return undefined;
  return refuseCall(
    call,
    'op-shape',
    `the images have shape ${printShape(shape)} and must have 3 axes (height, width, channels) or 4 with a batch in front`,
  );
}

/** A result that remembers where the program writes what it was made of. */
export const remembered =
  (rule: Rule): Rule =>
  call => {
    const value = rule(call);
    if (value.kind !== 'tensor') return value;
    const { args, context } = call;
    const size = args.get('size');
    const spans = size.kind === 'list' ? size.cell.content?.spans : size.kind === 'tuple' ? size.spans : undefined;
    const image = args.spanOf(args.given('images') ? 'images' : 'image');
    return { ...value, facts: { ...value.facts, ...imageStep({ call: context.span, image, size: spans }) } };
  };

export const named = (names: string): string[] => names.split(' ').map(name => `tf.image.${name}`);
