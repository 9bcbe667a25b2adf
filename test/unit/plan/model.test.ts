import * as assert from 'node:assert/strict';
import type { ModelPlan } from '../../../src/plan/plan';
import { type PlanReading, readPlans } from '../../../src/plan/read';
import { reading } from '../check/reading';

/** Reads the plan of a program whose `model` is trained on pairs of a dictionary of inputs, or one input, and a class. */
async function planOf(model: string, features = 'e["a"]'): Promise<PlanReading> {
  const source = `def parse(proto):
  e = tf.io.parse_single_example(proto, {"a": tf.io.FixedLenFeature([6, 4], tf.float32), "b": tf.io.FixedLenFeature([6, 4], tf.float32), "y": tf.io.FixedLenFeature([], tf.int64)})
  return ${features}, e["y"]
data = tf.data.TFRecordDataset(["a.tfrecord"]).map(parse).batch(8)
${model}
model.compile(optimizer="adam", loss="mse")
model.fit(data)
`;
  return readPlans(await reading(source), 'main.py');
}

async function modelOf(model: string, features?: string): Promise<ModelPlan> {
  const { plans, refusals } = await planOf(model, features);
  assert.deepEqual(refusals, []);
  assert.ok(plans[0]);
  return plans[0].model;
}

/** Nodes of a graph: what each is, and what it gets. */
const nodesOf = ({ nodes }: ModelPlan): unknown[] =>
  nodes.map(node => ('name' in node ? ['input', node.name] : 'layer' in node ? [node.layer, node.args] : [node.op, node.args]));

describe('the model of a plan', () => {
  it('of layers behind each other is a chain from one input', async () => {
    const plan = await modelOf(
      'model = keras.Sequential([layers.Input((6, 4)), layers.Flatten(name="flat"), layers.Dense(3, "relu", name="head")], name="m")',
    );
    assert.deepEqual([plan.kind, plan.name, plan.inputs, plan.outputs], ['sequential', 'm', { leaf: { node: 0 } }, { leaf: { node: 2 } }]);
    assert.deepEqual(nodesOf(plan), [
      ['input', 'input'],
      ['flat', { inputs: { node: 0 } }],
      ['head', { inputs: { node: 1 } }],
    ]);
    assert.deepEqual(
      plan.layers.map(({ class: kind, name, config, site }) => [kind, name, config, site.line]),
      [
        ['Flatten', 'flat', {}, 6],
        ['Dense', 'head', { units: 3, activation: 'relu' }, 6],
      ],
    );
  });

  it('without an input gets what the data are', async () => {
    const plan = await modelOf('model = keras.Sequential([layers.Flatten(name="flat"), layers.Dense(3, name="head")])');
    assert.deepEqual(plan.nodes[0] && 'spec' in plan.nodes[0] && plan.nodes[0].spec, { shape: [null, 6, 4], dtype: 'float32' });
  });

  it('has inputs by name, in the structure that the data have', async () => {
    const plan = await modelOf(
      'a = keras.Input((6, 4), name="a")\nb = keras.Input((6, 4), name="b")\nmodel = keras.Model({"a": a, "b": b}, layers.Add(name="sum")([a, b]))',
      '{"a": e["a"], "b": e["b"]}',
    );
    assert.deepEqual(nodesOf(plan), [
      ['input', 'a'],
      ['input', 'b'],
      ['sum', { inputs: { items: [{ node: 0 }, { node: 1 }] } }],
    ]);
    assert.deepEqual(plan.inputs, { entries: { a: { leaf: { node: 0 } }, b: { leaf: { node: 1 } } } });
  });

  it('joins tensors as they are given, and calls a shared layer each time', async () => {
    const plan = await modelOf(
      'a = keras.Input((6, 4), name="a")\nshared = layers.Dense(4, name="shared")\nmodel = keras.Model(a, layers.Concatenate(name="both")([shared(a), shared(shared(a)) + a]))',
    );
    assert.deepEqual(nodesOf(plan), [
      ['input', 'a'],
      ['shared', { inputs: { node: 0 } }],
      ['shared', { inputs: { node: 0 } }],
      ['shared', { inputs: { node: 2 } }],
      ['operator.add', { a: { node: 3 }, b: { node: 0 } }],
      ['both', { inputs: { items: [{ node: 1 }, { node: 4 }] } }],
    ]);
    assert.deepEqual(plan.layers.map(({ name }) => name).sort(), ['both', 'shared']);
    assert.deepEqual(plan.outputs, { leaf: { node: 5 } });
  });

  it('has one node for a tensor that is used twice', async () => {
    const { nodes } = await modelOf(
      'a = keras.Input((6, 4), name="a")\nd = layers.Dense(4, name="d")(a)\nmodel = keras.Model(a, layers.Add(name="sum")([d, d]) + d)',
    );
    assert.deepEqual(nodesOf({ nodes } as ModelPlan), [
      ['input', 'a'],
      ['d', { inputs: { node: 0 } }],
      ['sum', { inputs: { items: [{ node: 1 }, { node: 1 }] } }],
      ['operator.add', { a: { node: 2 }, b: { node: 1 } }],
    ]);
  });

  it('has the nodes of models inside it, with the names of their layers behind theirs', async () => {
    const plan = await modelOf(
      'inner = keras.Sequential([layers.Dense(4, name="d")], name="inner")\na = keras.Input((6, 4), name="a")\nmodel = keras.Model(a, inner(inner(a), training=False) * 2.0)',
    );
    assert.deepEqual(nodesOf(plan), [
      ['input', 'a'],
      ['inner/d', { inputs: { node: 0 } }],
      ['inner/d', { training: { value: false }, inputs: { node: 1 } }],
      ['operator.mul', { a: { node: 2 }, b: { value: 2 } }],
    ]);
    assert.equal(plan.layers.length, 1);
  });

  it('reads a custom layer as what its call does, once for training and once for the rest', async () => {
    const plan = await modelOf(
      `class Mine(layers.Layer):
  def build(self, shape):
    self.w = self.add_weight(shape=(shape[-1], 2), name="w", trainable=False)
  def call(self, x, training=None):
    return tf.matmul(x, self.w) if training else x
a = keras.Input((6, 4), name="a")
model = keras.Model(a, Mine()(a))`,
    );
    assert.deepEqual(nodesOf(plan), [
      ['input', 'a'],
      ['weight', { name: { value: 'w' } }],
      ['tf.matmul', { a: { node: 0 }, b: { node: 1 } }],
      ['mode', { training: { node: 2 }, inference: { node: 0 } }],
    ]);
    assert.deepEqual(
      plan.weights?.map(({ name, shape, trainable }) => [name, shape, trainable]),
      [['w', [4, 2], false]],
    );
  });

  const a = 'a = keras.Input((6, 4), name="a")\n';
  const frozen: readonly [model: string, layers: readonly (readonly [name: string, trainable: boolean | undefined])[]][] = [
    [
      `${a}model = keras.Model(a, layers.Dense(3, name="two")(layers.Dense(4, name="one")(a)))\nmodel.trainable = False`,
      [
        ['one', false],
        ['two', false],
      ],
    ],
    [
      'model = keras.Sequential([layers.Dense(4, name="one"), layers.Dense(3, name="two")])\nmodel.layers[0].trainable = False',
      [
        ['one', false],
        ['two', undefined],
      ],
    ],
    [`${a}model = keras.Model(a, layers.Dense(3, name="one", trainable=False)(a))`, [['one', false]]],
  ];
  for (const [written, layers] of frozen)
    it(`says which layers are frozen: ${written.split('\n').join(' ')}`, async () =>
      assert.deepEqual(
        (await modelOf(written)).layers.map(({ name, config }) => [name, config.trainable]),
        layers,
      ));

  it('takes inputs as a list or tuple, and one output in a list', async () => {
    const { inputs, outputs, nodes } = await modelOf(
      `${a}b = keras.Input((6, 4))\nmodel = keras.Model((a, b), [layers.Dense(3, name="d")(a + b)])`,
      '(e["a"], e["b"])',
    );
    assert.deepEqual(inputs, { items: [{ leaf: { node: 0 } }, { leaf: { node: 1 } }] });
    assert.deepEqual(outputs, { leaf: { node: 3 } });
    assert.deepEqual(nodesOf({ nodes } as ModelPlan).slice(0, 2), [
      ['input', 'a'],
      ['input', 'input_2'],
    ]);
  });

  for (const argument of ['sparse=False', 'ragged=False', 'sparse=None, ragged=None', 'optional=False', 'batch_size=8', 'dtype="float32"'])
    it(`takes an input with ${argument}`, async () => {
      const { nodes } = await modelOf(`a = keras.Input((6, 4), ${argument})\nmodel = keras.Model(a, layers.Dense(3)(a))`);
      assert.equal(nodes.length, 2);
    });

  /** What cannot be trained yet, with the line and what is said. */
  const refused: readonly [what: string, model: string, line: number, message: RegExp][] = [
    [
      'a second positional argument of a layer, by its number',
      'a = keras.Input((6, 4))\nmodel = keras.Model(a, layers.Dense(3)(a, True))',
      7,
      /^The argument input_2 of the call of Dense cannot be trained from the editor yet/,
    ],
    [
      'labels for one output of two',
      'a = keras.Input((6, 4))\nmodel = keras.Model(a, {"p": layers.Dense(1)(a), "q": layers.Dense(2)(a)})',
      9,
      /^The dataset has to give labels for each output of the model, as a tuple in their order or by name: p, q\.$/,
    ],
  ];
  for (const [what, model, line, message] of refused)
    it(`is refused for ${what}`, async () => {
      const { plans, refusals } = await planOf(model);
      assert.deepEqual(plans, []);
      const refusal = refusals.find(({ message: text }) => message.test(text));
      assert.ok(refusal, refusals.map(({ message: text }) => text).join('\n'));
      assert.equal(refusal.site.line, line);
    });
});
