/** Stands in for the umbrella package @tensorflow/tfjs in the worker's bundle: core and layers, without the browser's backends. */
import { KernelBackend as CoreKernelBackend } from '@tensorflow/tfjs-core';
// tfjs-node's image decoders call operations as methods of tensors.
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import { CustomCallback as LayersCustomCallback } from '@tensorflow/tfjs-layers';

export * from '@tensorflow/tfjs-core';
export * from '@tensorflow/tfjs-layers';

type Constructor = abstract new (...args: never[]) => object;

/** tfjs-node is compiled to ES5, whose classes call their base as a function; a class of today has to be told to allow that. */
function callable<C extends Constructor>(base: C): C {
  function construct(this: object, ...args: unknown[]): unknown {
    return Reflect.construct(base, args, this.constructor);
  }
  construct.prototype = base.prototype;
  return construct as unknown as C;
}

export const KernelBackend = callable(CoreKernelBackend);
export const CustomCallback = callable(LayersCustomCallback);
export const version = { tfjs: '4.22.0' };
