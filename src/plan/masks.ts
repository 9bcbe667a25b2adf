import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import type { LayerState } from '../rules/layers/layer';
import { layerState } from '../rules/layers/layer';
import { asBool } from '../values/read';
import type { Arg } from './plan';
import type { Refusals } from './refused';
import type { LayerSupport } from './support/layers';

/** Follows masks through a model: which nodes give tensors with one. What Keras does with a mask and the worker does not is refused. */
export class Masks {
  private readonly masked = new Set<number>();

  constructor(private readonly refusals: Refusals) {}

  /** A call of a layer: takes the masks of what goes in, and knows whether what comes out has one. */
  layer(node: number, inputs: readonly Arg[], { layer, row, span }: { layer: LayerState; row: LayerSupport; span: Span }): void {
    const given = inputs.some(arg => this.has(arg));
    if (given && row.mask === undefined)
      this.refusals.add(
        span,
        `${shortName(layer.class)} after a mask cannot be trained from the editor yet; leave out mask_zero or Masking.`,
      );
    if (row.mask === 'makes' ? makesMask(layer, row) : given && (row.mask === 'passes' || (row.mask === 'uses' && givesSequences(layer))))
      this.masked.add(node);
  }

  /** What a mask reaches that has no use for it: an operation, or the loss. */
  end(arg: Arg, what: string, span: Span): void {
    if (this.has(arg))
      this.refusals.add(span, `A mask that reaches ${what} cannot be trained from the editor yet; leave out mask_zero or Masking.`);
  }

  private has(arg: Arg): boolean {
    if ('node' in arg) return this.masked.has(arg.node);
    return 'items' in arg && arg.items.some(item => this.has(item));
  }
}

const makesMask = ({ config }: LayerState, { maskArgument }: LayerSupport): boolean =>
  maskArgument === undefined || asBool(config.all[maskArgument]) === true;

const givesSequences = ({ config }: LayerState): boolean => {
  const inner = config.all.layer === undefined ? undefined : layerState(config.all.layer);
  return asBool((inner ?? { config }).config.all.return_sequences) === true;
};
