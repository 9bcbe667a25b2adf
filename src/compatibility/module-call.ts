import { said } from '../common/sentence';
import { type HubModule, type HubType, isType } from '../hub/module';
import type { ImageTarget, ModuleCall, TextTarget } from './target';
import type { Step } from './verdict';

type ModuleTarget = TextTarget | ImageTarget;

/** The signature that a call reaches where none is named but one has to be: the usual names first. */
export function chosenSignature({ signatures }: HubModule): string | undefined {
  const names = Object.keys(signatures ?? {});
  return ['default', 'serving_default'].find(name => names.includes(name)) ?? names[0];
}

/** A module that is no function itself: its signatures are. */
const needsSignature = ({ format, isCallable }: HubModule): boolean => format === 'tf2' && isCallable === false;

/** The outputs that a call gives by key; undefined where it gives one tensor, or where that is not known. */
export function moduleOutputs(module: HubModule, { signature }: ModuleCall): { readonly [key: string]: HubType } | undefined {
  const name = signature ?? (needsSignature(module) ? chosenSignature(module) : undefined);
  if (name !== undefined) return module.signatures?.[name]?.outputs;
  return isType(module.output) ? undefined : module.output;
}

/** The output that is taken where none is named: "default", or the first one. */
export function defaultKey({ module, call }: ModuleTarget): string {
  const keys = Object.keys(moduleOutputs(module, call) ?? {});
  return call.outputKey ?? (keys.includes('default') ? 'default' : (keys[0] ?? 'default'));
}

/** Arguments that hub.KerasLayer needs to give this output; none where what it has is enough. */
export function callStep(target: ModuleTarget, key = defaultKey(target)): Step[] {
  const { module, call } = target;
  const outputs = moduleOutputs(module, call);
  if (outputs === undefined) return [];
  if (module.format === 'tf1' && key === 'default' && call.signature === undefined) return [];
  const isNamed = call.asDict === true || call.outputKey === key;
  if (isNamed && (call.signature !== undefined || !needsSignature(module))) return [];
  const signature = call.signature ?? (module.format === 'tf1' || needsSignature(module) ? chosenSignature(module) : undefined);
  if (signature === undefined) return [{ place: 'call', title: said`Take the output "${key}"`, code: `layer(x)[${JSON.stringify(key)}]` }];
  const code = `signature=${JSON.stringify(signature)}, output_key=${JSON.stringify(key)}`;
  return [{ place: 'layer', title: said`Name the signature "${signature}" and its output "${key}"`, code }];
}
