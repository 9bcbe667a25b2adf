import * as tf from '@tensorflow/tfjs-core';
import type { Json } from '../../plan/plan';
import { optimizers } from '../../plan/support/compile';
import type { KerasObject } from '../../plan/support/names';
import type { NamedTensor } from '../../runs/safetensors';
import { resolve } from './config';
import { type UpdateRule, updateRules } from './update-rules';

type Clip = (gradients: tf.NamedTensorMap) => tf.NamedTensorMap;

function makeClipper(config: { [parameter: string]: Json }): Clip {
  const { clipnorm, clipvalue, global_clipnorm } = config;
  const each = (gradients: tf.NamedTensorMap, change: (gradient: tf.Tensor) => tf.Tensor): tf.NamedTensorMap =>
    Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, change(gradient)]));
  const scaled = (gradient: tf.Tensor, norm: tf.Tensor, limit: number): tf.Tensor =>
    tf.mul(gradient, tf.div(limit, tf.maximum(norm, limit)));
  if (typeof clipvalue === 'number') return gradients => each(gradients, gradient => tf.clipByValue(gradient, -clipvalue, clipvalue));
  if (typeof clipnorm === 'number') return gradients => each(gradients, gradient => scaled(gradient, tf.norm(gradient), clipnorm));
  if (typeof global_clipnorm === 'number') {
    return gradients => {
      const norm = tf.sqrt(tf.addN(Object.values(gradients).map(gradient => tf.sum(tf.square(gradient)))));
      return each(gradients, gradient => scaled(gradient, norm, global_clipnorm));
    };
  }
  return gradients => gradients;
}

/** An optimizer with what Keras does around it: clipping, the count of steps, and what it keeps of each weight. */
export class TrainOptimizer {
  private steps = 0;
  /** By the place of the weight among those that are trained. */
  private readonly slots: tf.Variable[][] = [];

  constructor(
    private readonly rule: UpdateRule,
    private readonly clip: Clip,
    public learningRate: number,
  ) {}

  /** One step on weights by their names in the engine. */
  apply(gradients: tf.NamedTensorMap): void {
    this.steps++;
    tf.tidy(() => {
      Object.entries(this.clip(gradients)).forEach(([name, gradient], place) => {
        const weight = tf.engine().registeredVariables[name];
        this.slots[place] ??= this.rule.slots.map(() => tf.fill(weight.shape, this.rule.start ?? 0).variable(false));
        const slots = this.slots[place];
        const { change, slots: next } = this.rule.update({ gradient, slots, rate: this.learningRate, step: this.steps });
        for (const [i, slot] of slots.entries()) slot.assign(next[i]);
        weight.assign(tf.add(weight, change));
      });
    });
  }

  /** Counts a step that changes no weight. */
  skipStep(): void {
    this.steps++;
  }

  /** A copy of the slots, and the count of steps. */
  read(): NamedTensor[] {
    const steps: NamedTensor = { name: 'steps', dtype: 'I32', shape: [], data: Int32Array.of(this.steps) };
    const slots = this.slots.flatMap((ofWeight, place) =>
      ofWeight.map((slot, i): NamedTensor => {
        const name = `${place}/${this.rule.slots[i]}`;
        return { name, dtype: 'F32', shape: slot.shape, data: slot.dataSync().slice() as Float32Array };
      }),
    );
    return [steps, ...slots];
  }

  /** Takes over what `read` gave. */
  write(tensors: readonly NamedTensor[]): void {
    const byName = new Map(tensors.map(tensor => [tensor.name, tensor]));
    this.steps = byName.get('steps')?.data[0] ?? 0;
    const names = (place: number): string[] => this.rule.slots.map(slot => `${place}/${slot}`);
    for (let place = 0; this.rule.slots.length > 0 && names(place).every(name => byName.has(name)); place++) {
      this.slots[place] = names(place).map(name => {
        const { data, shape } = byName.get(name) as NamedTensor;
        return tf.tidy(() => tf.tensor(data, shape, 'float32').variable(false));
      });
    }
  }
}

/** The optimizer of a plan. */
export function makeOptimizer(object: KerasObject): TrainOptimizer {
  const { name, config } = resolve(optimizers, { ...object });
  const { defaults, rule } = updateRules[name];
  const settings = Object.fromEntries(
    Object.entries(defaults).map(([parameter, value]) => [parameter, (config[parameter] as number) ?? value]),
  );
  return new TrainOptimizer(rule(settings, config), makeClipper(config), settings.learning_rate);
}
