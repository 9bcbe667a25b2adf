import { ENUMS, MESSAGES, ONEOFS } from './messages';
import { described, SCALARS, type Scalars } from './scalar';
import type { TextField, TextValue } from './text-tree';
import { failAt } from './token';

type Messages = typeof MESSAGES;
type Enums = typeof ENUMS;
export type MessageName = keyof Messages;

type Value<Type extends string> = Type extends `${infer One}[]`
  ? Value<One>[]
  : Type extends keyof Scalars
    ? Scalars[Type]
    : Type extends keyof Enums
      ? keyof Enums[Type]
      : Type extends MessageName
        ? MetadataMessage<Type>
        : null;

/** A message as plain data: fields that are not set are not there. */
export type MetadataMessage<Name extends MessageName> = {
  -readonly [Field in keyof Messages[Name]]?: Value<Messages[Name][Field] & string>;
};

/** Reads the fields of a message. Those that its type does not have are noted in `unknown` with the path to them. Throws a Refusal. */
export function readMessage<Name extends MessageName>(
  name: Name,
  fields: TextField[],
  unknown: Set<string>,
  path = '',
): MetadataMessage<Name> {
  const types: { [field: string]: string } = MESSAGES[name];
  const message: { [field: string]: unknown } = {};
  for (const field of fields) {
    const type = Object.hasOwn(types, field.name) ? types[field.name] : undefined;
    const place = path + field.name;
    if (type === undefined) {
      unknown.add(place);
      continue;
    }
    const one = type.replace('[]', '');
    if (one !== type) message[field.name] ??= [];
    else mustBeAlone(name, field, message);
    for (const value of field.values) {
      const read = readValue(one, value, unknown, place);
      if (one === type) message[field.name] = read;
      else (message[field.name] as unknown[]).push(read);
    }
  }
  return message as MetadataMessage<Name>;
}

function mustBeAlone(name: MessageName, { name: field, at, isList }: TextField, message: object): void {
  if (isList) failAt(at, `"${field}" accepts one value, not a list`);
  if (Object.hasOwn(message, field)) failAt(at, `duplicate field "${field}"`);
  const others = ONEOFS[name]?.find(fields => fields.includes(field)) ?? [];
  const other = others.find(candidate => Object.hasOwn(message, candidate));
  if (other !== undefined) failAt(at, `"${field}" cannot be combined with "${other}"`);
}

const isScalar = (type: string): type is keyof Scalars => Object.hasOwn(SCALARS, type);
const isEnum = (type: string): type is keyof Enums => Object.hasOwn(ENUMS, type);

function readValue(type: string, value: TextValue, unknown: Set<string>, place: string): unknown {
  if (isScalar(type)) return SCALARS[type](value);
  if (isEnum(type)) return readEnum(ENUMS[type], value);
  if (value.kind !== 'message') failAt(value.at, `expected "{", got ${described(value)}`);
  return type === 'any' ? null : readMessage(type as MessageName, value.fields, unknown, `${place}.`);
}

function readEnum(names: { [name: string]: number }, value: TextValue): string {
  const text = value.kind === 'word' || value.kind === 'number' ? value.text : '';
  const name = Object.keys(names).find(candidate => candidate === text || String(names[candidate]) === text);
  return name ?? failAt(value.at, `expected one of ${Object.keys(names).join(', ')}, got ${described(value)}`);
}
