import { boolField, entries, intField, many, message, one, text } from './message';

/** The nodes of a graph with what tells how texts become words; the rest of a graph is in messages.ts. */
const CONSTANT = message({ strings: many(text(8)) });
const ATTRIBUTE = message({ text: text(2), int: intField(3), bool: boolField(5), constant: one(8, CONSTANT) });
export const TEXT_NODE = message({ name: text(1), op: text(2), inputs: many(text(3)), attributes: entries(5, ATTRIBUTE) });
export const TEXT_FUNCTION = message({ nodes: many(one(3, TEXT_NODE)) });
export const TEXT_META_GRAPH = message({
  graph: one(2, message({ nodes: many(one(1, TEXT_NODE)), library: one(2, message({ functions: many(one(1, TEXT_FUNCTION)) })) })),
  assets: many(one(6, message({ filename: text(2) }))),
});
