import { shortHandle } from '../hub/handle';
import { type HubModule, type HubType, type HubTypes, isType } from '../hub/module';
import { chosenSignature } from './module-call';
import type { ModuleCall, Target } from './target';

/** What a module takes, called in this way; undefined where nothing is known of it. */
export function moduleTarget(handle: string, module: HubModule, call: ModuleCall = {}): Target | undefined {
  const name = shortHandle(handle);
  const input = inputOf(module, call);
  if (input === undefined) return undefined;
  if (!isType(input)) return { kind: 'several', name, takes: { shape: null, dtype: null }, inputs: Object.keys(input) };
  if (input.dtype === 'string') return { kind: 'text', name, takes: input, module, call };
  if (input.shape?.length === 4) return { kind: 'image', name, takes: input, module, call };
  return { kind: 'input', name, takes: input, ...givenBy(module) };
}

const givenBy = ({ output }: HubModule): { gives?: HubType } => (isType(output) ? { gives: output } : {});

/** What the call takes: a signature's input where one is named or has to be. */
function inputOf(module: HubModule, { signature }: ModuleCall): HubTypes | undefined {
  const name = signature ?? (module.isCallable === false ? chosenSignature(module) : undefined);
  const inputs = name === undefined ? undefined : module.signatures?.[name]?.inputs;
  if (inputs === undefined) return name === undefined || module.isCallable !== false ? module.input : undefined;
  const [only, ...more] = Object.values(inputs);
  return only !== undefined && more.length === 0 ? only : inputs;
}
