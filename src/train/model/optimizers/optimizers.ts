import * as tf from '@tensorflow/tfjs-core';
import type { Json } from '../../../plan/plan';
import type { KerasObject } from '../../../plan/support/names';
import { optimizers } from '../../../plan/support/optimizers';
import type { NamedTensor } from '../../../runs/safetensors';
import { resolve } from '../config';
import { type Clip, makeClipper } from './clipping';
import { makeSchedule, type Schedule } from './schedules';
import { updateRules } from './table';
import type { UpdateRule, WeightSlot } from './update-rules';

/** What Keras does around an update rule. */
interface Around {
  clip: Clip;
  schedule: Schedule | undefined;
  /** Part of each weight that a step takes away, times the learning rate; null where none is. */
  weightDecay: number | null;
  /** Steps whose gradients make one update. */
  accumulation: number;
  /** Moving averages of the weights. */
  average: { momentum: number; overwriteEvery: number | null } | null;
}

const asNumber = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null);

/** An optimizer with what Keras does around it: clipping, decay, averages, the count of steps, and what it keeps of each weight. */
export class TrainOptimizer {
  private steps = 0;
  private rate: number;
  /** By the place of the weight among those that are trained. */
  private readonly kept: tf.Variable[][] = [];
  private weights: tf.Variable[] = [];
  private readonly slots: readonly WeightSlot[];

  constructor(
    private readonly rule: UpdateRule,
    private readonly around: Around,
    rate: number,
  ) {
    this.rate = rate;
    const { accumulation, average } = around;
    this.slots = [
      ...rule.slots,
      ...(accumulation > 1 ? [{ name: 'gradient_accumulator' }] : []),
      ...(average ? [{ name: 'average' }] : []),
    ];
  }

  /** The rate of the next step. */
  get learningRate(): number {
    return this.around.schedule?.(this.steps) ?? this.rate;
  }

  set learningRate(rate: number) {
    this.rate = rate;
  }

  /** One step on weights by their names in the engine. */
  apply(gradients: tf.NamedTensorMap): void {
    const { accumulation, average } = this.around;
    tf.tidy(() => {
      const weights = Object.keys(gradients).map(name => tf.engine().registeredVariables[name]);
      this.weights = weights;
      weights.forEach((weight, place) => {
        this.kept[place] ??= this.slots.map(({ shape, start }) =>
          tf.fill(shape?.(weight.shape) ?? weight.shape, start ?? 0).variable(false),
        );
      });
      const isUpdate = (this.steps + 1) % accumulation === 0;
      const summed = accumulation > 1 ? this.accumulate(gradients, isUpdate) : gradients;
      if (isUpdate) this.update(this.around.clip(summed));
      if (average) this.updateAverages(average);
    });
    this.steps++;
  }

  /** Gradients of the steps since the last update: their sum is kept, or their mean is given. */
  private accumulate(gradients: tf.NamedTensorMap, isUpdate: boolean): tf.NamedTensorMap {
    return Object.fromEntries(
      Object.entries(gradients).map(([name, gradient], place) => {
        const kept = this.slot(place, 'gradient_accumulator');
        const sum = tf.add(kept, gradient);
        kept.assign(isUpdate ? tf.zerosLike(sum) : sum);
        return [name, tf.div(sum, this.around.accumulation)];
      }),
    );
  }

  private update(gradients: tf.NamedTensorMap): void {
    const { weightDecay, accumulation } = this.around;
    const rate = this.learningRate;
    const step = Math.floor(this.steps / accumulation) + 1;
    Object.values(gradients).forEach((gradient, place) => {
      const weight = this.weights[place];
      if (weightDecay !== null) weight.assign(tf.sub(weight, tf.mul(weight, weightDecay * rate)));
      const slots = this.kept[place].slice(0, this.rule.slots.length);
      const { change, slots: next } = this.rule.update({ gradient, weight, slots, rate, step });
      for (const [i, slot] of slots.entries()) if (next[i] !== slot) slot.assign(next[i]);
      weight.assign(tf.add(weight, change));
    });
  }

  private updateAverages({ momentum, overwriteEvery }: NonNullable<Around['average']>): void {
    const update = Math.floor(this.steps / this.around.accumulation);
    const part = update === 0 ? 0 : momentum;
    this.weights.forEach((weight, place) => {
      const average = this.slot(place, 'average');
      average.assign(tf.add(tf.mul(average, part), tf.mul(weight, 1 - part)));
    });
    if (overwriteEvery !== null && (update + 1) % overwriteEvery === 0) this.finish();
  }

  /** Whether weights become their moving averages at the end. */
  get averages(): boolean {
    return this.around.average !== null;
  }

  /** What Keras does after the last epoch: weights become their moving averages, where those are kept. */
  finish(): void {
    if (!this.averages) return;
    this.weights.forEach((weight, place) => void weight.assign(this.slot(place, 'average')));
  }

  private slot(place: number, name: string): tf.Variable {
    return this.kept[place][this.slots.findIndex(slot => slot.name === name)];
  }

  /** Counts a step that changes no weight. */
  skipStep(): void {
    this.steps++;
  }

  /** A copy of what is kept, the count of steps and the learning rate. */
  read(): NamedTensor[] {
    const steps: NamedTensor = { name: 'steps', dtype: 'I32', shape: [], data: Int32Array.of(this.steps) };
    const slots = this.kept.flatMap((ofWeight, place) =>
      ofWeight.map((slot, i): NamedTensor => {
        const name = `${place}/${this.slots[i].name}`;
        return { name, dtype: 'F32', shape: slot.shape, data: slot.dataSync().slice() as Float32Array };
      }),
    );
    const rate: NamedTensor = { name: 'learning_rate', dtype: 'F32', shape: [], data: Float32Array.of(this.rate) };
    return [steps, rate, ...slots];
  }

  /** Takes over what `read` gave. */
  write(tensors: readonly NamedTensor[]): void {
    const byName = new Map(tensors.map(tensor => [tensor.name, tensor]));
    this.steps = byName.get('steps')?.data[0] ?? 0;
    this.rate = byName.get('learning_rate')?.data[0] ?? this.rate;
    const names = (place: number): string[] => this.slots.map(({ name }) => `${place}/${name}`);
    for (let place = 0; this.slots.length > 0 && names(place).every(name => byName.has(name)); place++) {
      this.kept[place] = names(place).map(name => {
        const { data, shape } = byName.get(name) as NamedTensor;
        return tf.tidy(() => tf.tensor(data, shape, 'float32').variable(false));
      });
    }
  }

  /** Gives up what is kept. */
  dispose(): void {
    for (const slot of this.kept.splice(0).flat()) slot.dispose();
  }
}

/** The optimizer of a plan. */
export function makeOptimizer(object: KerasObject): TrainOptimizer {
  const { name, config } = resolve(optimizers, { ...object });
  const { defaults, rule } = updateRules[name];
  const settings = Object.fromEntries(
    Object.entries(defaults).map(([parameter, value]) => [parameter, (config[parameter] as number) ?? value]),
  );
  const around: Around = {
    clip: makeClipper(config),
    schedule: makeSchedule(config.learning_rate),
    weightDecay: asNumber(config.weight_decay) ?? defaults.weight_decay ?? null,
    accumulation: asNumber(config.gradient_accumulation_steps) ?? 1,
    average:
      config.use_ema === true
        ? { momentum: asNumber(config.ema_momentum) ?? 0.99, overwriteEvery: asNumber(config.ema_overwrite_frequency) }
        : null,
  };
  return new TrainOptimizer(rule(settings, config), around, settings.learning_rate);
}
