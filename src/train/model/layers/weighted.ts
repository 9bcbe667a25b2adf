import * as tf from '@tensorflow/tfjs-core';
import * as tfjs from '@tensorflow/tfjs-layers';

export type Layer = tfjs.layers.Layer;
export type Initializer = ReturnType<typeof tfjs.initializers.zeros>;
export type Regularizer = ReturnType<typeof tfjs.regularizers.l2>;
export type LayerConfig = { readonly [name: string]: unknown };

/** A weight as a layer asks for it; without an initializer it starts with zeros. */
export interface WeightSpec {
  shape: readonly number[];
  initializer?: unknown;
  regularizer?: unknown;
}

/** What a call gets: tensors in order, the weights by name, and what Keras passes beside. */
export interface LayerRun {
  inputs: tf.Tensor[];
  config: LayerConfig;
  weight(name: string): tf.Tensor | undefined;
  kwargs: { readonly [name: string]: unknown };
  training: boolean;
  /** Which call of the layer this is, from 1 on. */
  count: number;
}

/** A layer with weights that tfjs lacks, or does differently from Keras. */
export interface WeightedLayer {
  className: string;
  /** Its weights, in Keras's order, for inputs of these shapes. */
  weights(inputs: (number | null)[][], config: LayerConfig): { readonly [name: string]: WeightSpec | undefined };
  call(run: LayerRun): tf.Tensor | tf.Tensor[];
}

/** Makes the factory of a class of layers. */
export function weightedLayer({ className, weights, call }: WeightedLayer): (config: LayerConfig) => Layer {
  class Weighted extends tfjs.layers.Layer {
    static readonly className = className;
    private calls = 0;
    private outputs = 1;
    private readonly own = new Map<string, tfjs.LayerVariable>();

    constructor(private readonly config: LayerConfig) {
      super({ name: config.name as string, trainable: config.trainable as boolean | undefined });
      this.supportsMasking = true;
    }

    /** A layer that uses a mask gives none; the table of layers says which hand one on. */
    override computeMask(): tf.Tensor[] {
      return new Array<tf.Tensor>(this.outputs).fill(null as unknown as tf.Tensor);
    }

    override build(inputShape: tfjs.Shape | tfjs.Shape[]): void {
      const shapes = (Array.isArray(inputShape[0]) ? inputShape : [inputShape]) as (number | null)[][];
      for (const [name, spec] of Object.entries(weights(shapes, this.config))) {
        if (spec === undefined) continue;
        const { shape, initializer, regularizer } = spec;
        const first = (initializer ?? tfjs.initializers.zeros()) as Initializer;
        this.own.set(name, this.addWeight(name, [...shape], 'float32', first, regularizer as Regularizer | undefined));
      }
      this.built = true;
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly [name: string]: unknown }): tf.Tensor | tf.Tensor[] {
      const result = tf.tidy(() =>
        call({
          inputs: [inputs].flat(),
          config: this.config,
          weight: name => this.own.get(name)?.read(),
          kwargs,
          training: kwargs.training === true,
          count: ++this.calls,
        }),
      );
      this.outputs = [result].flat().length;
      return result;
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), ...(this.config as tf.serialization.ConfigDict) };
    }
  }
  tf.serialization.registerClass(Weighted as unknown as tf.serialization.SerializableConstructor<tf.serialization.Serializable>);
  return config => new Weighted(config);
}

/** An activation by tfjs's name. */
export function activated(x: tf.Tensor, name: unknown): tf.Tensor {
  if (name === undefined || name === null || name === 'linear') return x;
  return tfjs.layers.activation({ activation: name as 'relu' }).call(x, {}) as tf.Tensor;
}

/** One size for each of so many axes: a number stands for all of them. */
export const sizesFor = (value: unknown, rank: number): number[] => {
  const given = [value ?? 1].flat().map(Number);
  return Array.from({ length: rank }, (_, axis) => given[axis] ?? given[0]);
};

/** The size of the last axis, which has to be known. */
export const lastSize = (shape: readonly (number | null)[]): number => {
  const size = shape.at(-1);
  if (typeof size !== 'number') throw new Error('the size of the last axis of what goes into this layer is not known');
  return size;
};
