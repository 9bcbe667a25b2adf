import * as tf from '@tensorflow/tfjs-core';

/** What tfjs-node offers besides its types. */
interface NativeBackend {
  readonly binding: { readonly [constant: string]: number };
  executeSingleOutput(name: string, attributes: { name: string; type: number; value: unknown }[], inputs: tf.Tensor[]): tf.Tensor;
}

/** tf.image.transform on native TensorFlow, whose operation tfjs-node does not offer. */
export function installTransform(): void {
  tf.registerKernel({
    kernelName: tf.Transform,
    backendName: 'tensorflow',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { image, transforms } = inputs as tf.TransformInputs as unknown as { image: tf.Tensor4D; transforms: tf.Tensor2D };
      const { interpolation, fillMode, fillValue, outputShape } = attrs as unknown as tf.TransformAttrs;
      const { binding, executeSingleOutput } = backend as unknown as NativeBackend;
      const size = tf.tensor1d(outputShape ?? image.shape.slice(1, 3), 'int32');
      const fill = tf.scalar(fillValue);
      const text = (name: string, value: string) => ({ name, type: binding.TF_ATTR_STRING, value: value.toUpperCase() });
      const attributes = [
        { name: 'dtype', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
        text('interpolation', interpolation),
        text('fill_mode', fillMode),
      ];
      const result = executeSingleOutput.call(backend, 'ImageProjectiveTransformV3', attributes, [image, transforms, size, fill]);
      tf.dispose([size, fill]);
      return result;
    },
  });
}
