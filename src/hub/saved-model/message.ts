/**
 * Messages of protocol buffers as tables: only the fields that are read are named, and everything else in a file is skipped. The tables are written
 * from the public definitions of TensorFlow (tensorflow/core/protobuf, tensorflow/core/framework).
 */
export type Kind = 'int' | 'signed' | 'double' | 'bool' | 'text' | 'place';

export interface Field<Value = unknown> {
  readonly number: number;
  readonly kind: Kind | 'message';
  readonly repeated: boolean;
  /** The message of the field; a function where messages contain themselves. */
  readonly of?: Message | (() => Message);
  /** Never set: what decoding the field gives, for the compiler. */
  readonly value?: Value;
}

export interface Message<Content = unknown> {
  readonly byNumber: ReadonlyMap<number, { readonly name: string; readonly field: Field }>;
  /** Never set: what decoding the message gives, for the compiler. */
  readonly content?: Content;
}

/** What decoding a message gives: fields that the file lacks are missing, repeated ones may be empty. */
export type DecodedMessage<M> = M extends Message<infer Content> ? Content : never;

type ContentOf<Fields> = { [Name in keyof Fields]?: Fields[Name] extends Field<infer Value> ? Value : never };

export const message = <Fields extends { readonly [name: string]: Field }>(fields: Fields): Message<ContentOf<Fields>> => ({
  byNumber: new Map(Object.entries(fields).map(([name, field]) => [field.number, { name, field }])),
});

const scalar =
  <Value>(kind: Kind) =>
  (number: number): Field<Value> => ({ number, kind, repeated: false });

/** A varint; numbers below zero are given as -1, beyond 2^53 they are rounded. */
export const intField = scalar<number>('int');
/** A zigzag varint. */
export const signed = scalar<number>('signed');
export const double = scalar<number>('double');
export const boolField = scalar<boolean>('bool');
export const text = scalar<string>('text');
/** Where a message lies in the file, [start, end): it is not decoded. */
export const place = scalar<{ start: number; end: number }>('place');
export const one = <M extends Message>(number: number, of: M | (() => M)): Field<DecodedMessage<M>> => ({
  number,
  kind: 'message',
  repeated: false,
  of,
});
export const many = <Value>(field: Field<Value>): Field<Value[]> => ({ ...field, repeated: true }) as Field<Value[]>;
/** A map with texts as keys, as the list of its entries. */
export const entries = <M extends Message>(number: number, of: M): Field<{ key?: string; value?: DecodedMessage<M> }[]> =>
  many(one(number, message({ key: text(1), value: one(2, of) })));
