import {
  boolField,
  type DecodedMessage,
  double,
  entries,
  intField,
  type Message,
  many,
  message,
  one,
  place,
  signed,
  text,
} from './message';

export const SHAPE = message({ dim: many(one(2, message({ size: intField(1) }))), unknownRank: boolField(3) });

const TENSOR_INFO = message({
  name: text(1),
  dtype: intField(2),
  shape: one(3, SHAPE),
  sparse: one(4, message({})),
  composite: one(5, message({})),
});
export const SIGNATURE = message({ inputs: entries(1, TENSOR_INFO), outputs: entries(2, TENSOR_INFO) });
export type TensorInfo = DecodedMessage<typeof TENSOR_INFO>;

export const NODE = message({ op: text(2) });
export const FUNCTION = message({ signature: one(1, message({ name: text(1) })), node: many(one(3, NODE)) });
const LIBRARY = message({ function: many(one(1, FUNCTION)) });
const GRAPH = message({ node: many(one(1, NODE)), library: one(2, LIBRARY) });

const TENSOR_SPEC = message({ name: text(1), shape: one(2, SHAPE), dtype: intField(3) });
export type ModuleTensor = DecodedMessage<typeof TENSOR_SPEC>;

/** What a function takes or gives, as TensorFlow writes Python's containers down: exactly one of the fields is there. */
export interface StructuredValue {
  none?: object;
  float?: number;
  int?: number;
  string?: string;
  bool?: boolean;
  tensor?: ModuleTensor;
  typeSpec?: { className?: string };
  boundedTensor?: ModuleTensor;
  list?: { values?: StructuredValue[] };
  tuple?: { values?: StructuredValue[] };
  dict?: { fields?: { key?: string; value?: StructuredValue }[] };
  namedTuple?: { name?: string; values?: { key?: string; value?: StructuredValue }[] };
}
const structured = (): Message<StructuredValue> => STRUCTURED;
const SEQUENCE = message({ values: many(one(1, structured)) });
const PAIR = message({ key: text(1), value: one(2, structured) });
const STRUCTURED: Message<StructuredValue> = message({
  none: one(1, message({})),
  float: double(11),
  int: signed(12),
  string: text(13),
  bool: boolField(14),
  tensor: one(33, TENSOR_SPEC),
  typeSpec: one(34, message({ className: text(3) })),
  boundedTensor: one(35, TENSOR_SPEC),
  list: one(51, SEQUENCE),
  tuple: one(52, SEQUENCE),
  dict: one(53, message({ fields: many(one(1, PAIR)) })),
  namedTuple: one(54, message({ name: text(1), values: many(one(2, PAIR)) })),
}) as Message<StructuredValue>;

const REFERENCE = message({ node: intField(1), name: text(2) });
export const VARIABLE = message({ dtype: intField(1), shape: one(2, SHAPE), trainable: boolField(3), name: text(6) });
export const OBJECT = message({
  children: many(one(1, REFERENCE)),
  slots: many(one(3, message({ variable: intField(3) }))),
  function: one(
    6,
    message({ concreteFunctions: many(text(1)), spec: one(2, message({ arguments: one(1, structured), isMethod: boolField(2) })) }),
  ),
  variable: one(7, VARIABLE),
  dependencies: many(one(15, REFERENCE)),
});
const CONCRETE_FUNCTION = message({ inputs: one(3, structured), outputs: one(4, structured) });
/** An entry of the map of concrete functions: its name, and what it takes and gives. */
export const TRACE = message({ key: text(1), value: one(2, CONCRETE_FUNCTION) });
const OBJECT_GRAPH = message({ nodes: many(one(1, OBJECT)), traces: many(one(2, TRACE)) });

export const META_GRAPH = message({
  info: one(1, message({ tags: many(text(4)), tensorflow: text(5) })),
  graph: one(2, GRAPH),
  signatures: entries(5, SIGNATURE),
  assets: many(one(6, message({ filename: text(2) }))),
  objects: one(7, OBJECT_GRAPH),
});
export const SAVED_MODEL = message({ version: intField(1), graphs: many(place(2)) });

export const BUNDLE_ENTRY = message({ dtype: intField(1), shape: one(2, SHAPE), size: intField(5) });
