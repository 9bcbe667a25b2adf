import type { ModuleFiles } from './module';
import type { SavedModelFacts, TensorFacts } from './saved-model/facts';
import { callOf, type SignatureMatch, throughSignature } from './through-signature';

/** A tensor of a module's graph by its node, "serving_default_inputs:0". */
export interface NativeTensor {
  /** How the program names it; null where it is the only one and has no name. */
  key: string | null;
  node: string;
  dtype: string;
  /** Null: the rank is open; null within: the axis is. */
  shape: (number | null)[] | null;
}

/** How TensorFlow's C library runs one call of a module: plain data. */
export interface NativeCall {
  folder: string;
  /** Tags of the graph that is loaded. */
  tags: string[];
  /** The signature through which the call goes. */
  signature: string;
  inputs: NativeTensor[];
  /** Inputs that always get the same truth value, such as `training`. */
  constants: { node: string; value: boolean }[];
  outputs: NativeTensor[];
}

/** What the program calls: one of the signatures, or the object itself. */
export type Called = { readonly signature: string } | { readonly object: true };

/** dtypes that the C library takes from here, and gives. */
const TAKEN = ['float32', 'int32', 'int64', 'uint8', 'bool', 'string'];
const GIVEN = ['float32', 'int32', 'int64', 'bool', 'string'];

/**
 * How a call of a module runs natively, or why it does not, as the rest of a sentence about the module. A SavedModel has nodes for its signatures only, so
 * a call of the object goes through a signature that takes and gives the same.
 */
export function nativeCall({ folder, facts }: ModuleFiles, called: Called): NativeCall | { readonly refused: string } {
  const why = whyNot(facts);
  if (why !== undefined) return { refused: why };
  const ends = 'signature' in called ? ofSignature(facts, called.signature) : ofObject(facts);
  if ('refused' in ends) return ends;
  const unknown = [
    ...ends.inputs.filter(({ dtype }) => !TAKEN.includes(dtype)).map(({ dtype }) => `takes ${dtype}`),
    ...ends.outputs.filter(({ dtype }) => !GIVEN.includes(dtype)).map(({ dtype }) => `gives ${dtype}`),
  ];
  if (unknown.length > 0) return { refused: `${unknown[0]}, which cannot be passed on here` };
  const tags = facts.graphs.find(names => names.includes('serve')) ?? facts.graphs[0] ?? [];
  return { folder, tags: [...tags], ...ends };
}

function whyNot({ format, customOps, problems }: SavedModelFacts): string | undefined {
  if (format === 'tf1-hub') return 'is in the TF1 Hub format, whose tables TensorFlow does not fill when it loads the module natively';
  if (customOps.length > 0)
    return `uses operations of another package than TensorFlow (${customOps.slice(0, 3).join(', ')}), which only Python can load`;
  return problems.length > 0 ? `cannot be used. ${problems[0].replace(/\.$/, '')}` : undefined;
}

type Ends = Pick<NativeCall, 'signature' | 'inputs' | 'constants' | 'outputs'>;
type Refusal = { readonly refused: string };

function ofSignature({ signatures, endpoints }: SavedModelFacts, name: string): Ends | Refusal {
  if (!Object.hasOwn(signatures, name)) return { refused: `has no signature "${name}"` };
  const { inputs, outputs } = signatures[name];
  const nodes = endpoints[name];
  const [only, ...more] = Object.keys(inputs);
  return {
    signature: name,
    inputs: Object.entries(inputs).map(([key, tensor]) =>
      native(more.length === 0 && key === only ? null : key, nodes.inputs[key], tensor),
    ),
    constants: [],
    outputs: Object.entries(outputs).map(([key, tensor]) => native(key, nodes.outputs[key], tensor)),
  };
}

const native = (key: string | null, node: string, { dtype, shape }: TensorFacts): NativeTensor => ({
  key,
  node,
  dtype,
  shape: shape && [...shape],
});

function ofObject(facts: SavedModelFacts): Ends | Refusal {
  const { callable, signatures } = facts;
  if (callable === null) return { refused: 'cannot be called by itself: name one of its signatures' };
  const names = Object.keys(signatures).sort((a, b) => Number(b === 'serving_default') - Number(a === 'serving_default'));
  for (const trace of callable.traces) {
    const call = callOf(callable, trace);
    if (call === undefined) continue;
    for (const name of names) {
      const match = throughSignature(facts.signatures[name], call);
      if (match !== undefined) return endsOf(facts, name, match);
    }
  }
  return { refused: 'has no signature that takes and gives the same as the call of its object, and only signatures run natively' };
}

function endsOf({ signatures, endpoints }: SavedModelFacts, name: string, { inputs, flags, outputs }: SignatureMatch): Ends {
  const [{ inputs: taken, outputs: given }, nodes] = [signatures[name], endpoints[name]];
  return {
    signature: name,
    inputs: inputs.map(([key, own]) => native(key, nodes.inputs[own], taken[own])),
    constants: Object.entries(flags).map(([own, value]) => ({ node: nodes.inputs[own], value })),
    outputs: outputs.map(([key, own]) => native(key, nodes.outputs[own], given[own])),
  };
}
