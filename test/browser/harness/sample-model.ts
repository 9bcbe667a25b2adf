/** Models as the checker tells of them, for pages that are looked at without an editor. */
import type { LayerView, ModelContent, ModelView } from '../../../src/protocol/model-page';

const span = (line: number) => ({ path: 'train_sections.py', line, column: 5, endLine: line, endColumn: 40 });

const layer = (
  line: number,
  name: string,
  kind: string,
  settings: string,
  output: string | null,
  parameters: number | null,
): LayerView => ({
  name,
  class: kind,
  span: span(line),
  settings,
  output,
  parameters,
  from: line === 26 ? [] : [line - 27],
});

const model: ModelView = {
  name: 'model',
  kind: 'sequential',
  span: { ...span(24), endLine: 31 },
  inputs: 'int64 (batch, 48)',
  layers: [
    {
      ...layer(26, 'embedding', 'Embedding', 'input_dim 5000, output_dim 32', 'float32 (batch, 48, 32)', 160_000),
      embedding: { takes: 'ids 0 to 4,999', gives: 'a vector of length 32 for each ID' },
    },
    layer(27, 'conv1d', 'Conv1D', 'filters 64, kernel_size 3, activation relu, padding same', 'float32 (batch, 48, 64)', 6_208),
    layer(28, 'global_max_pooling1d', 'GlobalMaxPooling1D', '', 'float32 (batch, 64)', 0),
    layer(29, 'dense', 'Dense', 'units 16, activation relu', 'float32 (batch, 16)', 1_040),
  ],
  parameters: 167_248,
  trainings: [
    {
      span: span(33),
      records: ['sections/sections-train.tfrecord-00000-of-00002', 'sections/sections-train.tfrecord-00001-of-00002'],
      inputs: 'int64 (batch, 48)',
      range: '0 to 4,999',
      labels: 'int64 (batch,)',
      loss: 'sparse_categorical_crossentropy',
      problems: [],
    },
  ],
};

/** The same model with a layer that does not fit: what follows it is not known. */
const broken: ModelView = {
  ...model,
  name: 'broken',
  span: { ...span(60), endLine: 68 },
  parameters: null,
  layers: [
    ...model.layers.slice(0, 2),
    {
      ...layer(28, 'conv2d', 'Conv2D', 'filters 32, kernel_size 3', null, null),
      problem: {
        id: 'layer-input-rank train_sections.py:28:5',
        rule: 'layer-input-rank',
        level: 'error',
        message: "The Conv2D layer 'conv2d' takes 4 axes, (batch, rows, columns, channels), but gets (batch, 48, 64), which has 3.",
      },
    },
    layer(29, 'dense', 'Dense', 'units 16, activation relu', null, null),
  ],
};

export const modelScenes: { [scene: string]: ModelContent } = {
  sound: { file: 'train_sections.py', models: [model], shown: 0, layer: 1, isReading: false, failure: null },
  broken: { file: 'train_sections.py', models: [model, broken], shown: 1, layer: 2, isReading: false, failure: null },
  nothing: { file: 'plain.py', models: [], shown: null, layer: null, isReading: false, failure: null },
};
