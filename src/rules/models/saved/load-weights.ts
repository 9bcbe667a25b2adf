import type { ModelFileFacts, StoredLayer } from '../../../hub/model-file/facts';
import { storedGroup } from '../../../hub/model-file/keras-weights';
import { parametersOf } from '../../../hub/saved-model/variables';
import { asBool } from '../../../values/read';
import { NONE, type Value } from '../../../values/value';
import { shortName } from '../../core/names';
import { fail, several } from '../../core/report';
import type { Call, Rule } from '../../core/rule';
import { layerState } from '../../layers/layer';
import { weightsOf } from '../../layers/weights';
import { pathText } from '../../system/path-text';
import { modelState } from '../model';
import { writtenTo } from './written';

/** A layer of the model, and how many numbers its weights have. */
interface Wanted {
  readonly name: string;
  readonly className: string;
  /** Null where it is not known. */
  readonly numbers: number | null;
}

/** `model.load_weights(filepath)`: reports where the layers of the file do not have as many numbers as those of the model. */
export const loadWeights: Rule = call => {
  const path = pathText(call.args.get('filepath'));
  if (path === undefined || call.args.open || asks(call, 'skip_mismatch') || asks(call, 'by_name')) return NONE;
  const written = writtenTo(call, path);
  if (written !== undefined) {
    const [stored, wanted] = [layersOfModel(written), layersOfModel(call.self)];
    const misfit = stored && wanted && byTurn(stored, wanted);
    if (misfit !== undefined)
      fail(call, 'layer-argument', `The weights that were saved to ${path} do not fit this model: ${misfit}`, {
        span: call.args.spanOf('filepath'),
      });
    return NONE;
  }
  const facts = call.session.workspace.modelFile?.(path);
  const layers = facts && layersOfModel(call.self);
  const mismatch = layers && mismatchOf(path, facts, layers);
  if (mismatch === undefined) return NONE;
  fail(call, 'layer-argument', `${path} does not fit this model: ${mismatch}`, { span: call.args.spanOf('filepath') });
  return NONE;
};

const asks = (call: Call, name: string): boolean => Object.hasOwn(call.args.all, name) && asBool(call.args.all[name]) !== false;

/** Undefined where the layers are not known one by one, or are not built yet: a class of the program may have the name of one of Keras's. */
function layersOfModel(model: Value): Wanted[] | undefined {
  const state = modelState(model);
  if (!state?.layers || state.inputs.kind === 'unknown') return undefined;
  const layers = state.layers.map(({ layer }) => layer);
  if (!layers.every(layer => layerState(layer) !== undefined || modelState(layer) !== undefined)) return undefined;
  return layers.map((layer): Wanted => {
    const found = layerState(layer);
    if (found === undefined) return { name: modelState(layer)?.name ?? '', className: '', numbers: null };
    const count = weightsOf(found);
    return { name: found.name, className: shortName(found.class), numbers: count && count.trainable + count.frozen };
  });
}

/** What does not fit, in a sentence. Keras looks at the name of the file to tell how to load it. */
function mismatchOf(path: string, facts: ModelFileFacts, layers: readonly Wanted[]): string | undefined {
  const isByPlace = /\.(weights\.h5|keras)$/.test(path);
  if (isByPlace) return facts.format === 'keras' || facts.format === 'keras-weights' ? byPlace(facts, layers) : undefined;
  const isByOrder = /\.(h5|hdf5)$/.test(path) && (facts.format === 'keras-h5' || facts.format === 'keras-h5-weights');
  return isByOrder ? byOrder(facts, layers) : undefined;
}

/** Two models of the same layers, of which one has been saved: the first layer whose weights have another size, which no Keras loads. */
function byTurn(stored: readonly Wanted[], layers: readonly Wanted[]): string | undefined {
  const [from, to] = [stored, layers].map(all => all.filter(({ numbers }) => numbers !== 0));
  const isAlike = from.length === to.length && from.every(({ className }, index) => className !== '' && className === to[index].className);
  const at = isAlike
    ? to.findIndex(({ numbers }, index) => numbers !== null && from[index].numbers !== null && numbers !== from[index].numbers)
    : -1;
  if (at < 0) return undefined;
  return `those of the layer "${from[at].name}" have ${several(from[at].numbers ?? 0, 'number')}, and the layer "${to[at].name}" needs ${to[at].numbers}. Keras: "The shape of the target variable and the shape of the target value in \`variable.assign(value)\` must match."`;
}

/** Keras 3 stores a layer under its class and how many of the class come before it. */
function byPlace(facts: ModelFileFacts, layers: readonly Wanted[]): string | undefined {
  const seen = new Map<string, number>();
  for (const layer of layers) {
    const before = seen.get(layer.className) ?? 0;
    seen.set(layer.className, before + 1);
    const group = storedGroup(layer.className, before);
    const stored = facts.weights.filter(({ name }) => name.startsWith(`${group}/`));
    const numbers = parametersOf(stored);
    // Layers without weights may keep a state of another kind (words, seeds).
    if (layer.numbers === null || layer.numbers === 0 || layer.numbers === numbers) continue;
    return stored.length === 0
      ? `it has no weights for the layer "${layer.name}". Keras: "Layer '${layer.name}' expected … variables, but received 0 variables during loading."`
      : `its weights for the layer "${layer.name}" have ${several(numbers, 'number')}, and the layer needs ${layer.numbers}. Keras: "The shape of the target variable and the shape of the target value in \`variable.assign(value)\` must match."`;
  }
  return undefined;
}

/** Keras 2 stores the layers that have weights one after the other. */
function byOrder(facts: ModelFileFacts, layers: readonly Wanted[]): string | undefined {
  if (layers.some(({ numbers }) => numbers === null)) return undefined;
  const wanted = layers.filter(({ numbers }) => numbers !== 0);
  const stored = facts.layers.filter(({ parameters }: StoredLayer) => parameters !== 0);
  if (wanted.length !== stored.length)
    return `it has ${several(stored.length, 'layer')} with weights, and the model has ${wanted.length}. Keras: "Layer count mismatch when loading weights from file. Model expected ${wanted.length} layers, found ${stored.length} saved layers."`;
  const at = wanted.findIndex(({ numbers }, index) => stored[index].parameters !== null && numbers !== stored[index].parameters);
  if (at < 0) return undefined;
  return `its layer "${stored[at].name}" has ${several(stored[at].parameters ?? 0, 'number')}, and the layer "${wanted[at].name}" needs ${wanted[at].numbers}. Keras: "Shape mismatch in layer #${at} (named ${wanted[at].name})".`;
}
