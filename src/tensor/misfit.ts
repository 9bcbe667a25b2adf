import type { Shape } from './shape';

/** Why an operation cannot be done on these shapes, in the user's words. */
export interface Misfit {
  readonly misfit: string;
}

/** A shape, or why there is none. */
export type ShapeResult = Shape | Misfit;

export const misfit = (text: string): Misfit => ({ misfit: text });

export const isMisfit = (outcome: unknown): outcome is Misfit => typeof outcome === 'object' && outcome !== null && 'misfit' in outcome;
