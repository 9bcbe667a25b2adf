import * as tf from '@tensorflow/tfjs-core';
import * as tfjs from '@tensorflow/tfjs-layers';

type Layer = tfjs.layers.Layer;
type CellConfig = tfjs.GRUCellLayerArgs;
type Activation = { apply(x: tf.Tensor): tf.Tensor };

/** What a GRU cell of tfjs holds; its class is exported by its factory only. */
interface GruCell extends Layer {
  units: number;
  useBias: boolean;
  kernel: tfjs.LayerVariable;
  recurrentKernel: tfjs.LayerVariable;
  bias: tfjs.LayerVariable | null;
  activation: Activation;
  recurrentActivation: Activation;
  biasInitializer: unknown;
}

const GruCellBase = tfjs.layers.gruCell({ units: 1 }).constructor as new (config: CellConfig) => GruCell;

/**
 * The cell of a Keras GRU with reset_after=True, its default, which tfjs lacks: the reset gate is applied after the product with the recurrent kernel, and
 * that product has a bias of its own (keras.layers.GRU; Cho et al., 2014, v3).
 */
class ResetAfterCell extends GruCellBase {
  static readonly className = 'ResetAfterGRUCell';
  private recurrentBias: tfjs.LayerVariable | undefined;

  override build(inputShape: tfjs.Shape | tfjs.Shape[]): void {
    super.build(inputShape);
    if (this.useBias) this.recurrentBias = this.addWeight('recurrent_bias', [this.units * 3], 'float32', tfjs.initializers.zeros());
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
    return tf.tidy(() => {
      const [x, state] = inputs as [tf.Tensor2D, tf.Tensor2D];
      const biased = (product: tf.Tensor, bias: tfjs.LayerVariable | null | undefined): tf.Tensor =>
        bias ? tf.add(product, bias.read()) : product;
      const fromInput = biased(tf.matMul(x, this.kernel.read() as tf.Tensor2D), this.bias);
      const fromState = biased(tf.matMul(state, this.recurrentKernel.read() as tf.Tensor2D), this.recurrentBias);
      const [inputUpdate, inputReset, inputNew] = tf.split(fromInput, 3, 1);
      const [stateUpdate, stateReset, stateNew] = tf.split(fromState, 3, 1);
      const update = this.recurrentActivation.apply(tf.add(inputUpdate, stateUpdate));
      const reset = this.recurrentActivation.apply(tf.add(inputReset, stateReset));
      const proposed = this.activation.apply(tf.add(inputNew, tf.mul(reset, stateNew)));
      const next = tf.add(tf.mul(update, state), tf.mul(tf.sub(1, update), proposed));
      return [next, next];
    });
  }
}

/** The layer around that cell. */
class ResetAfterGru extends tfjs.RNN {
  static override readonly className = 'ResetAfterGRU';
  private readonly given: { [name: string]: unknown };

  constructor(config: { [name: string]: unknown }) {
    super({
      ...config,
      cell: new ResetAfterCell({ ...config, name: `${config.name}_cell` } as unknown as CellConfig),
    } as unknown as tfjs.RNNLayerArgs);
    this.given = config;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...this.given } as tf.serialization.ConfigDict;
  }

  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(config);
  }
}
// Bidirectional copies its layer by class name and config.
tf.serialization.registerClass(ResetAfterGru as unknown as tf.serialization.SerializableConstructor<tf.serialization.Serializable>);

/** Makes a GRU layer with Keras's defaults: reset_after unless it was turned off. */
export function makeGru({ resetAfter = true, ...config }: { [name: string]: unknown }): Layer {
  return resetAfter === false ? tfjs.layers.gru(config as unknown as tfjs.GRULayerArgs) : new ResetAfterGru(config);
}
