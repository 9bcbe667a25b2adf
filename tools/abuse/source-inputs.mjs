// Programs and notebooks made to keep a checker busy, beside those of test/data/hostile/python.
const nested = (open, close, depth) => `x = ${open.repeat(depth)}1${close.repeat(depth)}\n`;

export const sourceInputs = [
  { what: 'brackets nested 100,000 deep', name: 'deep.py', text: nested('(', ')', 100_000) },
  {
    what: 'a file of 2 MB of assignments',
    name: 'long.py',
    text: `import tensorflow as tf\n${Array.from({ length: 60_000 }, (_, i) => `a${i} = tf.zeros([${i}, 2])\n`).join('')}`,
  },
  { what: 'a line of 5 MB', name: 'line.py', text: `import tensorflow as tf\nx = [${'1, '.repeat(1_700_000)}]\ny = tf.constant(x)\n` },
  {
    what: 'a pattern of files with 200 stars',
    name: 'stars.py',
    text: `import glob, tensorflow as tf\nd = tf.data.TFRecordDataset(glob.glob("${'*a'.repeat(200)}b"))\n`,
  },
  { what: 'a notebook that is no JSON', name: 'broken.ipynb', text: '{"cells": [', code: 1, shows: /broken\.ipynb/ },
  {
    what: 'a notebook with cells of any kind',
    name: 'odd.ipynb',
    text: '{"cells": [null, 1, {"cell_type": "code", "source": {"a": [1]}}], "metadata": null}',
  },
  { what: 'bytes that are no text', name: 'bytes.py', text: '\u0000\ufffd\u0000import tensorflow as tf\n\u0000' },
];
