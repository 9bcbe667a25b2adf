import type { VariableFacts } from '../saved-model/facts';
import { parametersOf } from '../saved-model/variables';
import type { StoredLayer } from './facts';
import type { Hdf5Content, Hdf5Dataset } from './hdf5/read';
import type { ConfiguredLayer } from './keras-config';

/** The weights of an HDF5 file, and the layers that they belong to. */
export interface StoredWeights {
  /** How Keras 3 stores weights (by the place of a layer in the model), how Keras 2 did (by its name), or neither. */
  readonly layout: 'keras' | 'keras-h5' | 'other';
  readonly weights: readonly VariableFacts[];
  readonly layers: readonly StoredLayer[];
}

/** Where a model of Keras 2 keeps its weights, beside those of its optimizer. */
const OLD_ROOT = 'model_weights';

/** What serves training and drawing random numbers: no weights of the model. */
const BOOKKEEPING = /^_?optimizer(\/|$)|(^|\/)seed_generator\/vars\//;

const variable = ({ path, dtype, shape, bytes }: Hdf5Dataset): VariableFacts => ({ name: path, dtype, shape, bytes });
/** Reads weights as Keras lays them out. `configured` are the layers of the model, where the file says them. */
export function storedWeights(content: Hdf5Content, configured: readonly ConfiguredLayer[] = []): StoredWeights {
  const root = content.groups.includes(OLD_ROOT) ? OLD_ROOT : '';
  if (chunked(content, root, 'layer_names') !== undefined) return byName(content, root, configured);
  if (content.groups.some(path => path === 'vars' || path.endsWith('/vars'))) return byPlace(content, configured);
  return { layout: 'other', weights: content.datasets.map(variable), layers: [] };
}

/** A list of texts, which Keras spreads over several attributes where it is too long for one. */
function chunked({ texts }: Hdf5Content, path: string, name: string): string[] | undefined {
  const here = texts.get(path);
  const whole = here?.get(name);
  if (whole !== undefined) return [...whole];
  const parts: string[] = [];
  for (let part = 0; here?.has(`${name}${part}`); part++) parts.push(...(here.get(`${name}${part}`) ?? []));
  return parts.length > 0 ? parts : undefined;
}

function byName(content: Hdf5Content, root: string, configured: readonly ConfiguredLayer[]): StoredWeights {
  const at = new Map(content.datasets.map(dataset => [dataset.path, dataset]));
  const classes = new Map(configured.map(({ name, className }) => [name, className]));
  const weights: VariableFacts[] = [];
  const layers = (chunked(content, root, 'layer_names') ?? []).map((name): StoredLayer => {
    const group = root === '' ? name : `${root}/${name}`;
    const own = (chunked(content, group, 'weight_names') ?? []).flatMap(weight => {
      const dataset = at.get(`${group}/${weight}`);
      return dataset ? [{ ...variable(dataset), name: `${name}/${weight}` }] : [];
    });
    weights.push(...own);
    return { name, className: classes.get(name) ?? null, parameters: parametersOf(own) };
  });
  return { layout: 'keras-h5', weights, layers };
}

function byPlace(content: Hdf5Content, configured: readonly ConfiguredLayer[]): StoredWeights {
  const stored = content.datasets.filter(({ path }) => !BOOKKEEPING.test(path));
  const weights = inOrder(stored).map(variable);
  const groups = layerGroups(content);
  const known = new Set(groups);
  const byGroup = new Map<string | undefined, VariableFacts[]>();
  for (const weight of weights) {
    const [first, second] = weight.name.split('/');
    const group = [first, `${first}/${second}`].find(path => known.has(path));
    const same = byGroup.get(group);
    if (same) same.push(weight);
    else byGroup.set(group, [weight]);
  }
  const parameters = (group: string | undefined): number => (group === undefined ? 0 : parametersOf(byGroup.get(group) ?? []));
  const layers =
    configured.length > 0
      ? placed(content, groups, configured).map(({ name, className, group }) => ({ name, className, parameters: parameters(group) }))
      : groups.map((group): StoredLayer => ({ name: nameOf(content, group), className: null, parameters: parameters(group) }));
  return { layout: 'keras', weights, layers };
}

/** Layers with the groups that their weights are in: by the noted name, or, as Keras 2 notes none, by the class and how many of it came before. */
function placed(
  content: Hdf5Content,
  groups: readonly string[],
  layers: readonly ConfiguredLayer[],
): (ConfiguredLayer & { group?: string })[] {
  const byName = new Map(groups.filter(group => content.texts.has(`${group}/vars`)).map(group => [nameOf(content, group), group]));
  const seen = new Map<string, number>();
  return layers.map(layer => {
    const before = seen.get(layer.className) ?? 0;
    seen.set(layer.className, before + 1);
    return { ...layer, group: byName.size > 0 ? byName.get(layer.name) : storedGroup(layer.className, before) };
  });
}

/** The group of a layer's weights: its class in snake case, numbered by how many of the class come before it in the model. */
export function storedGroup(className: string, before: number): string {
  const kind = className
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
  return `layers/${kind}${before === 0 ? '' : `_${before}`}`;
}

/** What Keras calls the layer of a group: it notes the name at the group's variables. */
const nameOf = ({ texts }: Hdf5Content, group: string): string =>
  texts.get(`${group}/vars`)?.get('name')?.[0] ?? group.slice(group.lastIndexOf('/') + 1);

/** Groups of the model's own layers: those below "layers", and what a class of a program has besides. */
function layerGroups({ groups }: Hdf5Content): string[] {
  return groups.filter(path => {
    const [first, ...below] = path.split('/');
    if (path === '' || first === 'vars' || /^_?optimizer$/.test(first)) return false;
    return first === 'layers' || first === '_layer_checkpoint_dependencies' ? below.length === 1 : below.length === 0;
  });
}

/** Names of HDF5 are sorted as texts; variables are numbers: 2 comes before 10, and "dense" before "dense_1". */
function inOrder(datasets: readonly Hdf5Dataset[]): Hdf5Dataset[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  // A space comes before whatever a name may go on with.
  return datasets
    .map(dataset => ({ dataset, key: dataset.path.replaceAll('/', ' ') }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ dataset }) => dataset);
}
