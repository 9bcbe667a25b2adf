import type { Supported } from './accepted';
import { nameOnly } from './values';

const initial = { initial_learning_rate: 'number', name: nameOnly } as const;

/** Learning rates that follow the count of steps (https://keras.io/api/optimizers/learning_rate_schedules/). */
export const schedules = {
  ExponentialDecay: { arguments: { ...initial, decay_steps: 'number', decay_rate: 'number', staircase: 'flag' } },
  InverseTimeDecay: { arguments: { ...initial, decay_steps: 'number', decay_rate: 'number', staircase: 'flag' } },
  PolynomialDecay: { arguments: { ...initial, decay_steps: 'number', end_learning_rate: 'number', power: 'number', cycle: 'flag' } },
  PiecewiseConstantDecay: { arguments: { boundaries: 'numbers', values: 'numbers', name: nameOnly } },
  CosineDecay: { arguments: { ...initial, decay_steps: 'number', alpha: 'number', warmup_target: 'number?', warmup_steps: 'number' } },
  CosineDecayRestarts: {
    arguments: { ...initial, first_decay_steps: 'number', t_mul: 'number', m_mul: 'number', alpha: 'number' },
  },
} as const satisfies { [name: string]: Supported };

export type ScheduleName = keyof typeof schedules;
