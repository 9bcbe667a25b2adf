import * as tf from '@tensorflow/tfjs-core';

/** A kernel of the backend with something done before or instead of it. */
export interface Adapter {
  kernelName: string;
  adapt(original: tf.KernelFunc): tf.KernelFunc;
}

/** Puts a kernel in the place of the one of the same name, if there is one. */
export function replaceKernel(kernel: tf.KernelConfig): void {
  if (tf.getKernel(kernel.kernelName, kernel.backendName)) tf.unregisterKernel(kernel.kernelName, kernel.backendName);
  tf.registerKernel(kernel);
}

/** Wraps a kernel of the WebAssembly backend; its own set-up goes on to be done by the backend. */
export function installAdapter({ kernelName, adapt }: Adapter): void {
  const original = tf.getKernel(kernelName, 'wasm');
  if (!original) throw new Error(`the WebAssembly backend has no kernel "${kernelName}"`);
  replaceKernel({ ...original, kernelFunc: adapt(original.kernelFunc) });
}
