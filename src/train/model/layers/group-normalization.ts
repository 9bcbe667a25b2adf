import * as tf from '@tensorflow/tfjs-core';
import * as tfjs from '@tensorflow/tfjs-layers';
import { lastSize, weightedLayer } from './weighted';

/** keras.layers.GroupNormalization over the last axis: each group of channels of an example has a mean and variance of its own. */
export const groupNormalization = weightedLayer({
  className: 'KerasGroupNormalization',
  weights: ([shape], { scale, center, gammaInitializer, betaInitializer, gammaRegularizer, betaRegularizer }) => {
    const size = [lastSize(shape)];
    return {
      ...(scale !== false && {
        gamma: { shape: size, initializer: gammaInitializer ?? tfjs.initializers.ones(), regularizer: gammaRegularizer },
      }),
      ...(center !== false && { beta: { shape: size, initializer: betaInitializer, regularizer: betaRegularizer } }),
    };
  },
  call: ({ inputs: [x], config, weight }) => {
    const channels = lastSize(x.shape);
    const asked = Number(config.groups ?? 32);
    const groups = asked === -1 ? channels : asked;
    if (groups > channels || channels % groups !== 0)
      throw new Error(`GroupNormalization cannot put ${channels} channels into ${groups} groups of one size`);
    const grouped = tf.reshape(x, [...x.shape.slice(0, -1), groups, channels / groups]);
    const axes = grouped.shape.flatMap((_, axis) => (axis === 0 || axis === grouped.rank - 2 ? [] : [axis]));
    const { mean, variance } = tf.moments(grouped, axes, true);
    const spread = (name: string): tf.Tensor | undefined => {
      const own = weight(name);
      return own && tf.reshape(own, [groups, channels / groups]);
    };
    const [gamma, beta] = [spread('gamma'), spread('beta')];
    const normal = tf.mul(tf.sub(grouped, mean), tf.rsqrt(tf.add(variance, Number(config.epsilon ?? 1e-3))));
    const scaled = gamma ? tf.mul(normal, gamma) : normal;
    return tf.reshape(beta ? tf.add(scaled, beta) : scaled, x.shape);
  },
});
