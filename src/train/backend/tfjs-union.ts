/** Stands in for the umbrella package @tensorflow/tfjs in the worker's bundle: core and layers, without the browser's backends. */
export * from '@tensorflow/tfjs-core';
export * from '@tensorflow/tfjs-layers';

export const version = { tfjs: '4.22.0' };
