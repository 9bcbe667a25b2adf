import { none, off, tensor } from './accepted';
import { bias, drawn, glorot, kernel, noise, row } from './layer-row';

const flags = { return_attention_scores: 'flag', training: 'flag?', use_causal_mask: 'flag' } as const;
const attention = { call: { inputs: tensor('tensors'), mask: none, ...flags }, mask: 'passes', rank: 3 } as const;

/** https://keras.io/api/layers/attention_layers/ */
export const attentionSupport = {
  MultiHeadAttention: row(
    {
      num_heads: 'count',
      key_dim: 'count',
      value_dim: 'count?',
      dropout: 'rate',
      output_shape: 'count?',
      attention_axes: none,
      sliding_window: none,
      flash_attention: { only: [null, false] },
      ...kernel,
      ...bias,
      activity_regularizer: none,
      use_gate: off,
      seed: drawn,
    },
    {
      defaults: glorot,
      mask: 'passes',
      clearsMasks: true,
      rank: 3,
      call: {
        query: tensor('tensor'),
        value: tensor('tensor'),
        key: tensor('tensor'),
        query_mask: none,
        value_mask: none,
        key_mask: none,
        attention_mask: tensor('any'),
        ...flags,
      },
    },
  ),
  Attention: row({ use_scale: 'flag', score_mode: { only: ['dot', 'concat'] }, dropout: 'rate', ...noise }, attention),
  AdditiveAttention: row({ use_scale: 'flag', dropout: 'rate' }, attention),
} as const;
