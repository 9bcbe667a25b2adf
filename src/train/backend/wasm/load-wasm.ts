import * as tf from '@tensorflow/tfjs-core';
import { type Adapter, installAdapter, replaceKernel } from './adapter';
import { conv2dBackpropFilter, conv2dBackpropInput } from './conv2d-backprop';
import { conv2dAdapter, fusedConv2dAdapter } from './conv2d-sparse';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwise-backprop';
import { einsumKernel } from './einsum';
import { equalAdapter } from './equal';
import { matMulAdapter } from './mat-mul';
import { unsortedSegmentSum } from './unsorted-segment-sum';

/** Kernels that training needs and @tensorflow/tfjs-backend-wasm lacks, or has much slower. */
const kernels: tf.KernelConfig[] = [
  conv2dBackpropFilter,
  conv2dBackpropInput,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  einsumKernel,
  unsortedSegmentSum,
];

/** Kernels that are right, or fast, only in part. */
const adapters: Adapter[] = [conv2dAdapter, equalAdapter, fusedConv2dAdapter, matMulAdapter];

let installed = false;

/** Loads the WebAssembly engine from the .wasm files in `folder`, complete with the kernels for training, and makes it the current one. */
export async function loadWasm(folder: string): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(folder.endsWith('/') ? folder : `${folder}/`);
  if (!installed) {
    for (const kernel of kernels) replaceKernel(kernel);
    for (const adapter of adapters) installAdapter(adapter);
    installed = true;
  }
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly engine could not be started');
}
