import { dtypeOf } from '../tensor/dtype';
import { joinShapes } from '../tensor/shape';
import { type HubModule, type HubSignature, type HubType, type HubTypes, isType, TEXT_PACKAGE } from './module';
import { areTextOps } from './saved-model/custom-ops';
import type { CallableFacts, SavedModelFacts, SignatureFacts, Structure, TensorFacts } from './saved-model/facts';

/** What a module on disk takes and gives, as the rules ask for it. */
export function moduleFromFacts({
  format,
  signatures: all,
  callable,
  customOps = [],
}: Pick<SavedModelFacts, 'format' | 'signatures' | 'callable'> & Partial<Pick<SavedModelFacts, 'customOps'>>): HubModule {
  const needs = customOps.length > 0 ? { needs: areTextOps(customOps) ? TEXT_PACKAGE : '' } : {};
  const signatures = Object.fromEntries(Object.entries(all).map(([name, signature]) => [name, signatureOf(signature)]));
  if (format === 'tf1-hub') return { ...calledByDefault(signatures), ...needs };
  return { format: 'tf2', signatures, isCallable: callable !== null, ...(callable && callTypes(callable)), ...needs };
}

/** A module of the TF1 Hub format: without another one named, its signature "default" is called. */
function calledByDefault(signatures: NonNullable<HubModule['signatures']>): HubModule {
  const { inputs, outputs } = Object.hasOwn(signatures, 'default') ? signatures.default : {};
  const [only, ...more] = Object.values(inputs ?? {});
  return {
    format: 'tf1',
    signatures,
    ...(inputs && { input: only && more.length === 0 ? only : inputs }),
    ...(outputs && { output: outputs }),
  };
}

/**
 * A module on disk with what only the catalogue knows: size and range of images. A module that the catalogue has in the TF1 Hub format, and that was
 * saved anew without being callable, stands for the handle's own: what its handle does elsewhere counts, so "default" is called.
 */
export function withCatalogue(onDisk: HubModule, listed: HubModule | undefined): HubModule {
  if (onDisk.problem !== undefined) return { ...(listed ?? { format: undefined }), problem: onDisk.problem };
  const isSavedAnew = listed?.format === 'tf1' && onDisk.isCallable === false && onDisk.signatures?.default !== undefined;
  const module = isSavedAnew && onDisk.signatures ? calledByDefault(onDisk.signatures) : onDisk;
  return { ...onDisk, ...module, ...(listed?.size && { size: listed.size }), ...(listed?.pixels && { pixels: listed.pixels }) };
}

function signatureOf({ inputs, outputs }: SignatureFacts): HubSignature {
  const types = (tensors: { readonly [name: string]: TensorFacts }) =>
    named(Object.entries(tensors).map(([name, tensor]) => [name, typeOf(tensor)]));
  const [takes, gives] = [types(inputs), types(outputs)];
  return { ...(takes && { inputs: takes }), ...(gives && { outputs: gives }) };
}

/** Undefined where one of the tensors is of a type that programs do not have. */
function named(types: readonly (readonly [string, HubType | undefined])[]): { readonly [name: string]: HubType } | undefined {
  return types.every((entry): entry is [string, HubType] => entry[1] !== undefined) ? Object.fromEntries(types) : undefined;
}

function typeOf({ dtype, shape, encoding }: TensorFacts): HubType | undefined {
  const known = dtypeOf(dtype);
  return known === undefined || encoding !== undefined ? undefined : { dtype: known, shape };
}

/** The first argument of `__call__`, and what it gives: what all traces have in common. */
function callTypes({ traces }: CallableFacts): Pick<HubModule, 'input' | 'output'> {
  const input = inCommon(traces.map(({ positional, keywords }) => typesOf(positional[0] ?? Object.values(keywords)[0])));
  const output = inCommon(traces.map(({ outputs }) => typesOf(outputs)));
  return { ...(input && { input }), ...(output && { output }) };
}

/** A tensor, or tensors by name; undefined for anything else. */
function typesOf(structure: Structure | undefined): HubTypes | undefined {
  if (structure === undefined) return undefined;
  if ('tensor' in structure) return typeOf(structure.tensor);
  if (!('fields' in structure)) return undefined;
  return named(Object.entries(structure.fields).map(([name, field]) => [name, 'tensor' in field ? typeOf(field.tensor) : undefined]));
}

const inCommon = (all: readonly (HubTypes | undefined)[]): HubTypes | undefined => all.slice(1).reduce(joined, all[0]);

function joined(one: HubTypes | undefined, other: HubTypes | undefined): HubTypes | undefined {
  if (one === undefined || other === undefined) return undefined;
  if (isType(one)) return isType(other) ? joinedType(one, other) : undefined;
  const names = Object.keys(one);
  if (isType(other) || names.length !== Object.keys(other).length) return undefined;
  return named(names.map(name => [name, Object.hasOwn(other, name) ? joinedType(one[name], other[name]) : undefined]));
}

const joinedType = (one: HubType, other: HubType): HubType | undefined =>
  one.dtype === other.dtype ? { dtype: one.dtype, shape: joinShapes(one.shape, other.shape) } : undefined;
