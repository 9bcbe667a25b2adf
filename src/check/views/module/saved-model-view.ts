import type { CallableFacts, SavedModelFacts } from '../../../hub/saved-model/facts';
import type { CallView, ModuleView } from '../../../protocol/module-page';
import { callName, savedModelUses } from './saved-model-uses';
import { structureTensors, tensorViews } from './tensors';
import { weightViews } from './weights';

/** Traces of a function that are shown, at most: one for each number of tokens, say, is of no use to anyone. */
const MAX_TRACES = 12;

/** A SavedModel for the page. `path` is how programs name its folder; `sizes`: of its assets in bytes, where they are known. */
export function savedModelView(facts: SavedModelFacts, path: string, sizes: ReadonlyMap<string, number>): ModuleView {
  const { format, tensorflow, graphs, parameters, trainable, variables, assets, ops, customOps, problems, notes } = facts;
  const custom = new Set(customOps);
  return {
    format,
    writer: tensorflow && `TensorFlow ${tensorflow}`,
    model: '',
    graphs,
    parameters,
    trainable: format === 'tf2' ? trainable : 0,
    calls: savedModelCalls(facts),
    uses: savedModelUses(facts, path),
    layers: [],
    weights: weightViews(variables),
    assets: assets.map(asset => ({ path: asset, bytes: sizes.get(asset) ?? null })),
    ops: Object.entries(ops)
      .map(([name, count]) => ({ name, count, isCustom: custom.has(name) }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
    problems,
    notes,
  };
}

/** Every way to call a SavedModel: its object, then its signatures. */
export const savedModelCalls = ({ callable, signatures }: Pick<SavedModelFacts, 'callable' | 'signatures'>): CallView[] => [
  ...(callable ? callsOf(callable) : []),
  ...Object.entries(signatures).map(
    ([name, { inputs, outputs }]): CallView => ({ kind: 'signature', name, takes: tensorViews(inputs), gives: tensorViews(outputs) }),
  ),
];

/** The traces of a function, those that take and give the same once. */
function callsOf(callable: CallableFacts): CallView[] {
  const { parameters, traces } = callable;
  const name = callName(callable);
  const calls = new Map<string, CallView>();
  for (const { positional, keywords, outputs } of traces) {
    const takes = [
      ...positional.flatMap((structure, index) => structureTensors(structure, parameters[index] ?? `argument ${index}`)),
      ...Object.entries(keywords).flatMap(([key, structure]) => structureTensors(structure, key)),
    ];
    const gives = structureTensors(outputs, 'result');
    calls.set(JSON.stringify([takes, gives]), { kind: 'call', name, takes, gives });
  }
  return [...calls.values()].slice(0, MAX_TRACES);
}
