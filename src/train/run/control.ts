import type { Control } from '../callbacks';
import type { Stepper } from '../model/stepper';
import type { Checkpoints } from './checkpoints';

/** What the callbacks of a run may do with it; `ended` is whether one of them wants an end. */
export function makeControl(
  { optimizer, metrics }: Stepper,
  checkpoints: Checkpoints,
  message: (text: string) => void,
): Control & { ended(): boolean } {
  let ended = false;
  return {
    ended: () => ended,
    stop: () => {
      ended = true;
    },
    rises: metric => metrics.some(({ name, direction }) => direction === 'up' && name === metric),
    learningRate: () => optimizer.learningRate,
    setLearningRate: rate => {
      optimizer.learningRate = rate;
    },
    keepWeights: () => checkpoints.keep(),
    restoreWeights: () => checkpoints.restore(),
    saveBest: () => checkpoints.saveBest(),
    message,
  };
}
