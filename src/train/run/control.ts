import type { Control } from '../callbacks/callback';
import type { Stepper } from '../model/stepper';
import type { Checkpoints } from './checkpoints';

/** What the callbacks of a run may do with it; `ended` is whether one of them wants an end. */
export function makeControl(
  { optimizer, metrics }: Stepper,
  checkpoints: Checkpoints,
  { message, warn, fileOf }: Pick<Control, 'message' | 'warn' | 'fileOf'>,
): Control & { ended(): boolean } {
  let ended = false;
  return {
    ended: () => ended,
    stop: () => {
      ended = true;
    },
    direction: metric => metrics.find(({ name }) => name === metric)?.direction,
    learningRate: () => optimizer.learningRate,
    setLearningRate: rate => {
      optimizer.learningRate = rate;
    },
    keepWeights: () => checkpoints.keep(),
    restoreWeights: () => checkpoints.restore(),
    saveBest: () => checkpoints.saveBest(),
    message,
    warn,
    fileOf,
  };
}
