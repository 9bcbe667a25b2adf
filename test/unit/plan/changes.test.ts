import assert from 'node:assert/strict';
import { readChanges } from '../../../src/plan/changes';
import { Refusals } from '../../../src/plan/refused';
import type { ProgramEvent } from '../../../src/values/library';
import { bool, float, int, list, record, str, UNKNOWN, type Value } from '../../../src/values/value';

const span = { path: 'main.py', line: 3, column: 1, endLine: 3, endColumn: 9 };
// Which value is which part is a matter of identity alone.
const [model, first, second, optimizer, other] = ['model', 'first', 'second', 'optimizer', 'other'].map(name =>
  record({ name: str(name) }),
);
const parts: { readonly [name: string]: Value } = { model, first, optimizer, other, unknown: UNKNOWN };
type Part = 'model' | 'first' | 'optimizer' | 'other' | 'unknown';

const called = (part: Part, path: string): ProgramEvent => ({
  name: 'method',
  span,
  args: { self: parts[part], path: list(path.split('.').map(str)) },
});
const set = (part: Part, name: string, value: Value, doubtful?: true): ProgramEvent => ({
  name: 'set',
  span,
  args: { self: parts[part], name: str(name), value },
  ...(doubtful && { doubtful }),
});

function read(events: readonly ProgramEvent[]) {
  const refusals = new Refusals();
  const changes = readChanges(events, { model, parts: [first, second], optimizer }, refusals);
  return { changes, said: refusals.all.map(({ message }) => message) };
}

const harmless =
  `add build call compile compute_mask compute_output_shape compute_output_spec count_params evaluate export fit fit_generator
  get_config get_layer get_vocabulary get_weights pop predict predict_on_batch save save_weights summary test_on_batch to_json to_yaml
  train_on_batch`.split(/\s+/);
const suspect = ['add_loss', 'enable_lora', 'load_weights', 'quantize', 'set_value', 'set_weights'];
const variables = ['learning_rate', 'lr', 'kernel', 'bias', 'embeddings', 'weights', 'trainable_variables'];

const left = (path: string): string => `What ${path}() changes cannot be trained from the editor yet; leave it out.`;

/** Methods that are called before fit, and whether they are refused. */
const methods: readonly [part: Part, path: string, isRefused: boolean][] = [
  ...harmless.flatMap((name): [Part, string, boolean][] =>
    (['model', 'first', 'optimizer', 'unknown'] as const).map(part => [part, name, false]),
  ),
  ...suspect.flatMap((name): [Part, string, boolean][] => [
    ['model', name, true],
    ['unknown', name, true],
    ['other', name, false],
    ['unknown', `inner.${name}`, true],
  ]),
  ...variables.flatMap((name): [Part, string, boolean][] => [
    ['first', `${name}.assign`, true],
    ['unknown', `${name}.assign_add`, true],
    ['other', `${name}.assign`, false],
    ['unknown', `${name}.numpy`, false],
  ]),
  ['first', 'reset_states', true],
  ['unknown', 'reset_states', false],
  ['model', 'history.items', false],
  ['unknown', 'step.assign', false],
  ['first', 'step.assign', false],
];

const whole = (attribute: string, whose: string): string =>
  `Setting ${attribute} of ${whose} cannot be trained from the editor yet; give it where the object is made.`;
const whoseIs = (attribute: string): string =>
  `Whose ${attribute} is set here is not known without running the program, so this cannot be trained from the editor yet.`;

/** Attributes that are set before fit, and what is said. */
const attributes: readonly [part: Part, attribute: string, value: Value, message: string | undefined][] = [
  ...['name', '_name', 'history', 'stop_training'].flatMap((name): [Part, string, Value, undefined][] => [
    ['model', name, str('a'), undefined],
    ['first', name, str('a'), undefined],
    ['unknown', name, str('a'), undefined],
  ]),
  ...['trainable', 'learning_rate', 'lr', 'rate', 'kernel', 'embeddings'].map((name): [Part, string, Value, string] => [
    'unknown',
    name,
    bool(true),
    whoseIs(name),
  ]),
  ['unknown', 'activation', str('relu'), undefined],
  ['model', 'activation', bool(true), whole('activation', 'the model')],
  ['first', 'activation', bool(true), whole('activation', 'this layer')],
  ['optimizer', 'learning_rate', bool(true), whole('learning_rate', 'the optimizer')],
  ['optimizer', 'trainable', bool(true), whole('trainable', 'the optimizer')],
  ['first', 'trainable', UNKNOWN, whole('trainable', 'this layer')],
  ['model', 'trainable', str('no'), whole('trainable', 'the model')],
  ['other', 'trainable', bool(false), undefined],
  ['other', 'kernel', UNKNOWN, undefined],
];

describe('what a program does to its model before fit', () => {
  for (const [part, path, isRefused] of methods)
    it(`${path}() of ${part} is ${isRefused ? 'refused' : 'taken'}`, () =>
      assert.deepEqual(read([called(part, path)]).said, isRefused ? [left(path)] : []));

  for (const [index, [part, attribute, value, message]] of attributes.entries())
    it(`${index}: ${attribute} of ${part} is ${message ? 'refused' : 'taken'}`, () =>
      assert.deepEqual(read([set(part, attribute, value)]).said, message ? [message] : []));

  const frozen: readonly [name: string, events: readonly ProgramEvent[], trainable: readonly (readonly [Value, boolean])[]][] = [
    ['a layer', [set('first', 'trainable', bool(false))], [[first, false]]],
    [
      'all layers of the model',
      [set('model', 'trainable', bool(false))],
      [
        [first, false],
        [second, false],
      ],
    ],
    [
      'a layer that is thawed again',
      [set('model', 'trainable', bool(false)), set('first', 'trainable', bool(true))],
      [
        [first, true],
        [second, false],
      ],
    ],
    ['nothing of another object', [set('other', 'trainable', bool(false))], []],
    ['nothing by a call', [called('first', 'get_weights')], []],
  ];
  for (const [name, events, trainable] of frozen)
    it(`freezes ${name}`, () => {
      const found = read(events);
      assert.deepEqual(found.said, []);
      assert.deepEqual([...found.changes.trainable], trainable);
    });

  const rates: readonly [event: ProgramEvent, rate: number | undefined][] = [
    [set('optimizer', 'learning_rate', float(0.5)), 0.5],
    [set('optimizer', 'learning_rate', int(1)), 1],
    [
      {
        ...called('optimizer', 'learning_rate.assign'),
        args: { ...called('optimizer', 'learning_rate.assign').args, given: list([float(0.25)]) },
      },
      0.25,
    ],
    [set('first', 'name', str('a')), undefined],
  ];
  for (const [index, [event, rate]] of rates.entries())
    it(`learning rate ${index}: ${rate}`, () => {
      const { changes, said } = read([event]);
      assert.deepEqual(said, []);
      assert.equal(changes.rate?.value, rate);
    });

  it('is refused where a branch may not be taken', () =>
    assert.deepEqual(read([set('first', 'trainable', bool(false), true)]).said, [whole('trainable', 'this layer')]));

  const formats: readonly [value: Value, message: readonly string[]][] = [
    [str('channels_last'), []],
    [str('channels_first'), ['Channels in front cannot be trained from the editor yet; use channels_last.']],
    [UNKNOWN, ['Channels in front cannot be trained from the editor yet; use channels_last.']],
  ];
  for (const [index, [value, message]] of formats.entries())
    it(`data format ${index}: ${message.length > 0 ? 'refused' : 'taken'}`, () =>
      assert.deepEqual(read([{ name: 'data_format', span, args: { data_format: value } }]).said, message));

  it('ignores other events', () => assert.deepEqual(read([{ ...called('model', 'set_weights'), name: 'predict' }]).said, []));
});
