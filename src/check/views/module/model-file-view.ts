import type { ModelFileFacts } from '../../../hub/model-file/facts';
import type { CallView, ModuleView, StoredLayerView } from '../../../protocol/module-page';
import type { PythonParser } from '../../../python/parser';
import { type ModelState, modelState } from '../../../rules/models/model';
import { readProgram } from '../../read/program';
import { modelsOf } from '../model-view';
import { fileUses } from './file-uses';
import { endViews, modelEnds } from './model-ends';
import { modelWeights } from './trainable';
import { weightViews } from './weights';

/** The program that a file of a model is read by, so that it has the layers and shapes that a program sees of it. */
const LOADING = { path: 'load.py', variable: 'model' };

/** A file of a model or of weights for the page. `path` is how programs name it. */
export function modelFileView(facts: ModelFileFacts, path: string, parser: PythonParser): ModuleView {
  const { format, keras, model, parameters, weights, problems, notes } = facts;
  const loaded = facts.config ? loadedModel(facts, path, parser) : undefined;
  return {
    format,
    writer: keras && `Keras ${keras}`,
    model: model ?? '',
    graphs: [],
    parameters,
    trainable: loaded ? (modelWeights(loaded.state)?.trainable ?? null) : null,
    calls: loaded ? callsOf(loaded.state) : [],
    uses: fileUses(facts, path, loaded?.state),
    layers: loaded ? withStored(loaded.layers, facts) : storedLayers(facts),
    weights: weightViews(weights),
    assets: [],
    ops: [],
    problems,
    notes,
  };
}

const storedLayers = ({ layers }: ModelFileFacts): StoredLayerView[] =>
  layers.map(({ name, className, parameters }) => ({ name, class: className ?? '', output: null, parameters }));

/** Numbers of the file count where it has them. */
function withStored(layers: readonly StoredLayerView[], facts: ModelFileFacts): StoredLayerView[] {
  const stored = new Map(facts.layers.map(({ name, parameters }) => [name, parameters]));
  return layers.map(layer => ({ ...layer, parameters: stored.get(layer.name) ?? layer.parameters }));
}

/** The model as a program has it that loads it; undefined where it is of a class of a program. */
function loadedModel(
  facts: ModelFileFacts,
  path: string,
  parser: PythonParser,
): { state: ModelState; layers: StoredLayerView[] } | undefined {
  const isKeras2 = facts.keras.startsWith('2');
  const text = `import ${isKeras2 ? 'tf_keras as keras' : 'keras'}\n${LOADING.variable} = keras.models.load_model(${JSON.stringify(path)})\n`;
  const workspace = { modelFile: () => facts };
  const reading = readProgram(LOADING.path, text, { parser, workspace, keras: isKeras2 ? '2' : '3' });
  const value = reading.assignments.find(({ name }) => name === LOADING.variable)?.value;
  const state = value && modelState(value);
  const [view] = modelsOf(reading, LOADING.path, []);
  if (state === undefined || view === undefined || view.layers.length === 0) return undefined;
  const layers = view.layers.map(({ name, class: className, output, parameters }) => ({
    name,
    class: className,
    output,
    parameters,
  }));
  return { state, layers };
}

function callsOf({ name, inputs, outputs }: ModelState): CallView[] {
  const [takes, gives] = [modelEnds(inputs), modelEnds(outputs)];
  return takes ? [{ kind: 'model', name, takes: endViews(takes, 'inputs'), gives: gives ? endViews(gives, 'outputs') : null }] : [];
}
