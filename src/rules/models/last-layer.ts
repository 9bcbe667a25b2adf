import type { Span } from '../../diagnostics/span';
import { asInt, asString } from '../../values/read';
import type { ObjectValue, Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { layerState } from '../layers/layer';

/** The layer that decides the width of an output. */
export interface WidthLayer {
  readonly layer: ObjectValue;
  readonly config: Bound;
  readonly units: number | undefined;
  /** Where its `units` are written. */
  readonly span: Span;
}

/** The last Dense before an output, where nothing after it changes the width. */
export function widthLayer(output: Value): WidthLayer | undefined {
  for (let value = output, steps = 0; value.kind === 'tensor' && value.origin && steps < 20; steps++) {
    const { self, ...args } = value.origin.args;
    const state = self && layerState(self);
    if (self?.kind !== 'object' || state === undefined || !value.origin.op.endsWith('.__call__')) return undefined;
    const { config, row } = state;
    const width = row.sets?.width;
    if (width !== undefined)
      return {
        layer: self,
        config,
        units: asInt(config.get(width)),
        span: config.given(width) ? config.spanOf(width) : self.origin.span,
      };
    if (row.keeps !== 'shape') return undefined;
    const given = args.args?.kind === 'tuple' ? args.args.items[0] : Object.values(args)[0];
    if (given === undefined) return undefined;
    value = given;
  }
  return undefined;
}

export interface LastActivation {
  readonly layer: ObjectValue;
  readonly name: string;
  readonly span: Span;
  readonly written: boolean;
}

/** The layer that gave an output, and the name of its activation: "linear" where it has none, undefined where it is not known. */
export function lastActivation(output: Value): LastActivation | undefined {
  const self = output.kind === 'tensor' ? output.origin?.args.self : undefined;
  const state = self && layerState(self);
  const argument = state?.row.sets?.activation;
  if (self?.kind !== 'object' || state === undefined || argument === undefined) return undefined;
  const { config } = state;
  const written = config.get(argument);
  const name =
    written.kind === 'none' ? 'linear' : written.kind === 'api' ? written.name.slice(written.name.lastIndexOf('.') + 1) : asString(written);
  const given = config.given(argument) === true;
  return name === undefined ? undefined : { layer: self, name, span: given ? config.spanOf(argument) : self.origin.span, written: given };
}
