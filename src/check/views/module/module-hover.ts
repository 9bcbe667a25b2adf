import { describeListed, printTensor } from '../../../hub/describe';
import { shortHandle } from '../../../hub/handle';
import type { ModelFileFacts } from '../../../hub/model-file/facts';
import { isModelFile } from '../../../hub/model-file/read';
import { type HubModule, type HubTypes, isType, moduleOf } from '../../../hub/module';
import { backboneTypes } from '../../../hub/preset';
import type { CallView, ModuleHover, ModuleView, TensorView } from '../../../protocol/module-page';
import type { PythonParser } from '../../../python/parser';
import type { Workspace } from '../../../rules/core/rule';
import { hubState } from '../../../rules/hub/state';
import { pathText } from '../../../rules/system/path-text';
import type { Value } from '../../../values/value';
import type { OnDisk } from '../../read/surroundings';
import { modelFileView } from './model-file-view';
import { savedModelCalls } from './saved-model-view';
import { tensorViews } from './tensors';

/** What a hover asks to find the module or the file that a value leads to. */
export interface ModuleSight {
  readonly parser: PythonParser;
  readonly workspace: Workspace;
  readonly onDisk?: OnDisk;
}

/** Longest text that may be a handle or a path. */
const MAX_TEXT = 500;
/** Calls, and tensors of each, that are written out. */
const MAX_CALLS = 4;
const MAX_TENSORS = 6;

/** What is known of the module, model or file of weights that a handle, a path or a layer of the program leads to; undefined where it leads to none. */
export function moduleHover(value: Value, sight: ModuleSight): ModuleHover | undefined {
  const state = hubState(value);
  const text = state ? state.handle : pathText(value);
  if (text === undefined || text === '' || text.length > MAX_TEXT) return undefined;
  if (isModelFile(text)) return fileHover(text, sight);
  const onDisk = sight.workspace.module?.(text);
  return onDisk?.files ? savedHover(text, onDisk.files, sight) : (presetHover(text, sight) ?? listedHover(text));
}

function savedHover(handle: string, { folder, facts }: NonNullable<HubModule['files']>, { onDisk }: ModuleSight): ModuleHover {
  const { format, parameters, trainable } = facts;
  return {
    name: shortHandle(handle),
    format,
    calls: callLines(savedModelCalls(facts)),
    parameters,
    trainable: format === 'tf2' ? trainable : 0,
    bytes: onDisk?.(folder)?.bytes ?? null,
    place: folder,
    download: null,
  };
}

function listedHover(handle: string): ModuleHover | undefined {
  const listed = describeListed(handle);
  if (listed === undefined) return undefined;
  const { format, signatures } = listed;
  const isCalled = moduleOf(handle)?.signatures === undefined;
  const calls = Object.entries(signatures).map(
    ([name, { inputs, outputs }]): CallView => ({
      kind: isCalled ? 'call' : 'signature',
      name,
      takes: tensorViews(inputs),
      gives: tensorViews(outputs),
    }),
  );
  const trainable = format === 'tf1-hub' ? 0 : null;
  return {
    name: shortHandle(handle),
    format,
    calls: callLines(calls),
    parameters: null,
    trainable,
    bytes: null,
    place: null,
    download: /^https?:/i.test(handle) ? handle : null,
  };
}

function fileHover(path: string, { workspace, parser, onDisk }: ModuleSight): ModuleHover | undefined {
  const facts: ModelFileFacts | undefined = workspace.modelFile?.(path);
  if (facts === undefined) return undefined;
  const { format, parameters, trainable, calls }: ModuleView = modelFileView(facts, path, parser);
  const found = onDisk?.(path);
  return {
    name: shortHandle(path),
    format,
    calls: callLines(calls),
    parameters,
    trainable,
    bytes: found?.bytes ?? null,
    place: found?.path ?? null,
    download: null,
  };
}

/** The weights of a preset of KerasHub, which the viewer opens. */
const PRESET_WEIGHTS = 'model.weights.h5';

function presetHover(preset: string, { workspace, onDisk }: ModuleSight): ModuleHover | undefined {
  const facts = workspace.preset?.(preset);
  const types = facts && backboneTypes(facts);
  if (facts === undefined || types === undefined) return undefined;
  const { takes, gives } = types;
  const tensors = (ends: HubTypes, name: string): TensorView[] => tensorViews(isType(ends) ? { [name]: ends } : ends);
  const weights = onDisk?.(`${facts.folder}/${PRESET_WEIGHTS}`);
  return {
    name: `${shortHandle(preset)} · ${facts.className}`,
    format: null,
    calls: callLines([{ kind: 'model', name: '', takes: tensors(takes, 'inputs'), gives: tensors(gives, 'outputs') }]),
    parameters: null,
    trainable: null,
    bytes: onDisk?.(facts.folder)?.bytes ?? null,
    place: weights?.path ?? null,
    download: null,
  };
}

/** Each call as Python writes it, with the types of what it takes and gives; those that take and give the same are written out once. */
function callLines(calls: readonly CallView[]): string {
  const written = new Map<string, string>();
  const lines = calls.slice(0, MAX_CALLS).map(({ kind, name, takes, gives }) => {
    const head = HEADS[kind](name);
    const types = JSON.stringify([takes, gives]);
    const same = written.get(types);
    if (same !== undefined) return `${head}(…)  # as ${same}`;
    written.set(types, head);
    const results = tensorsLine(gives ?? []).map(line => `\n  → ${line}`);
    return `${head}(${tensorsLine(takes).join(', ')})${results.join('')}`;
  });
  return [...lines, ...(calls.length > MAX_CALLS ? [`… ${calls.length - MAX_CALLS} more`] : [])].join('\n');
}

const HEADS: { readonly [kind in CallView['kind']]: (name: string) => string } = {
  call: () => 'module',
  signature: name => `signatures[${JSON.stringify(name)}]`,
  model: () => 'model',
};

function tensorsLine(tensors: readonly TensorView[]): string[] {
  const lines = tensors.slice(0, MAX_TENSORS).map(({ name, dtype, axes }) => {
    const type = printTensor({ dtype, shape: axes?.map(({ size }) => size) ?? null });
    return tensors.length === 1 && /^(result|outputs?)$/.test(name) ? type : `${name}: ${type}`;
  });
  return tensors.length > MAX_TENSORS ? [...lines, `… ${tensors.length - MAX_TENSORS} more`] : lines;
}
