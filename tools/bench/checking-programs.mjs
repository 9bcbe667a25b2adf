/** Programs of any length for the benchmark, put together from the small ones that the tests check against Keras. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';

const data = join(root, 'test', 'data');
const files = ['rules/layers.jsonl', 'rules/models.jsonl', 'rules/pipeline.jsonl', 'rules/ops.jsonl'];

const HEAD = ['import numpy as np', 'import tensorflow as tf', 'import keras', 'from keras import layers', ''];

/** The bodies of all programs that run, without their imports. */
function bodies() {
  return files
    .map(file => readFileSync(join(data, file), 'utf8').trim().split('\n'))
    .flatMap(lines => lines.map(line => JSON.parse(line)))
    .filter(({ error }) => error === undefined)
    .map(({ source }) => source.split('\n').filter(line => !/^(import|from) /.test(line)));
}

const all = bodies();

/** A program of at least so many lines; different ones for different seeds. */
export function programOf(lines, seed) {
  const text = [...HEAD];
  // A stride that shares no factor with most counts visits every body before it comes back.
  for (let index = seed * 7919; text.length < lines; index += 104_729) text.push(...all[index % all.length], '');
  return `${text.join('\n')}\n`;
}
