import { setBindingPath } from './backend/binding-path';

setBindingPath(process.argv[2] ?? '');
const util = require('node:util');
util.isNullOrUndefined ??= (v: unknown) => v == null;
util.isArray ??= Array.isArray;
import('@tensorflow/tfjs-node').then(tf => {
  const t = tf.tensor2d([
    [1, 2],
    [3, 4],
  ]);
  console.log(tf.getBackend(), tf.matMul(t, t).dataSync(), tf.layers.dense({ units: 1 }).name);
});
