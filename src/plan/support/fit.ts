import { inert, none, type Supported, type SupportedArguments } from './accepted';

/** Arguments of Model.fit on a tf.data.Dataset (https://keras.io/api/models/model_training_apis/). */
export const fitArguments = {
  self: 'part',
  x: 'part',
  y: none,
  validation_data: 'part',
  batch_size: inert('a dataset has batches of its own'),
  validation_batch_size: inert('a dataset has batches of its own'),
  epochs: 'integer',
  initial_epoch: 'integer',
  steps_per_epoch: 'integer?',
  validation_steps: 'integer?',
  callbacks: 'part',
  verbose: inert('what is printed'),
  shuffle: inert('a dataset is shuffled by its own steps'),
  validation_split: { only: [0] },
  validation_freq: 'integers',
  class_weight: 'part',
} as const satisfies SupportedArguments;

/** Why an argument of fit is refused where it is more than "not yet": what Keras itself says, or what to do instead. */
export const fitAdvice: { readonly [parameter: string]: string } = {
  sample_weight: 'Keras takes no sample_weight with a dataset; let the dataset give (features, labels, weights).',
  y: 'Keras takes no y with a dataset; let the dataset give (features, labels).',
  validation_split: 'Keras takes no validation_split with a dataset; use take() and skip().',
};

const quiet = inert('what is printed');
const watched = { monitor: 'text', verbose: quiet, mode: { only: ['auto', 'min', 'max'] } } as const satisfies SupportedArguments;
const written = inert('the run folder has it');

/** A callback: one with `instead` has no effect on what is trained, and is not run. */
export interface CallbackSupport extends Supported {
  readonly instead?: string;
}

/** Callbacks (https://keras.io/api/callbacks/). */
export const callbacks = {
  EarlyStopping: {
    arguments: {
      ...watched,
      min_delta: 'number',
      patience: 'integer',
      baseline: 'number?',
      restore_best_weights: 'flag',
      start_from_epoch: 'integer',
    },
  },
  ReduceLROnPlateau: {
    arguments: { ...watched, factor: 'number', patience: 'integer', min_delta: 'number', cooldown: 'integer', min_lr: 'number' },
  },
  ModelCheckpoint: {
    arguments: {
      ...watched,
      filepath: written,
      save_best_only: 'flag',
      save_weights_only: written,
      save_freq: { only: ['epoch'] },
      initial_value_threshold: 'number?',
    },
  },
  TerminateOnNaN: { arguments: { raise_error: 'flag' } },
  LearningRateScheduler: { arguments: { schedule: 'part', verbose: quiet } },
  BackupAndRestore: {
    arguments: { backup_dir: written, save_freq: { only: ['epoch'] }, delete_checkpoint: written, double_checkpoint: written },
    instead: 'the run folder has the weights of the last epoch, from which a run is resumed',
  },
  History: { arguments: {}, instead: 'the run keeps its own history' },
  ProgbarLogger: { arguments: { count_mode: quiet }, instead: 'progress is shown anyway' },
  CSVLogger: { arguments: { filename: 'part', separator: 'part', append: 'part' } },
  TensorBoard: {
    arguments: {
      log_dir: written,
      histogram_freq: written,
      write_graph: written,
      write_images: written,
      write_steps_per_second: written,
      update_freq: written,
      profile_batch: written,
      embeddings_freq: written,
      embeddings_metadata: written,
    },
    instead: 'the run folder has the log; nothing is written for TensorBoard',
  },
} as const satisfies { [name: string]: CallbackSupport };

/** Callbacks that set the learning rate. */
export const settingRates: readonly string[] = ['ReduceLROnPlateau', 'LearningRateScheduler'] satisfies CallbackName[];

export type CallbackName = keyof typeof callbacks;
