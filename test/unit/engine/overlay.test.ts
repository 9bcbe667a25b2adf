import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProgram } from '../../../src/check/read/program';
import type { EventOf, TrainingEvent } from '../../../src/common/run-events';
import { wasmEngine } from '../../../src/engine/find';
import { workerTrainer } from '../../../src/engine/worker-trainer';
import { readPlans } from '../../../src/plan/read';
import { inProject } from '../../root';
import { testParser } from '../python/parser';

/** The same program under Python, written by test/python/overlay.py; its weights begin at zero and nothing in it is random. */
const folder = inProject('test/data/python/overlay');
const python: TrainingEvent[] = JSON.parse(readFileSync(join(folder, 'events.json'), 'utf8'));

const named = <E extends TrainingEvent['event']>(events: TrainingEvent[], name: E) =>
  events.filter((event): event is EventOf<E> => event.event === name);

/** Two values of one step on two engines, which add floats in another order. */
const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-4 * Math.max(1, Math.abs(b));

describe('one program on the worker and under Python', () => {
  let runFolder: string;
  let worker: TrainingEvent[];
  before(async () => {
    runFolder = mkdtempSync(join(tmpdir(), 'overlay-'));
    worker = [];
    const source = readFileSync(join(folder, 'program.py'), 'utf8');
    const { plans, refusals } = readPlans(readProgram('program.py', source, { parser: await testParser() }), 'program.py');
    assert.deepEqual(refusals, []);
    const [plan] = plans;
    assert.ok(plan);
    const options = { workingDirectory: inProject('samples/sections'), runDirectory: join(runFolder, 'run') };
    const trainer = workerTrainer(inProject('dist/worker.js'), wasmEngine('a test asks for it'), plan);
    await trainer.start(options, { event: event => void worker.push(event), log: () => undefined }).ended;
  });
  after(() => rmSync(runFolder, { recursive: true }));

  it('says the same events in the same order, batches apart', () => {
    const order = (events: TrainingEvent[]) => events.map(({ event }) => event).filter(name => name !== 'batch');
    assert.deepEqual(order(worker), order(python));
    for (const name of ['start', 'batch', 'epoch', 'end'] as const) {
      const fields = (events: TrainingEvent[]) => Object.keys(named(events, name)[0] ?? {}).sort();
      assert.deepEqual(fields(worker), fields(python), name);
    }
  });

  it('names the model, its size and its metrics in the same way', () => {
    const facts = (events: TrainingEvent[]) => {
      const [start] = named(events, 'start');
      return { parameters: start?.parameters, epochs: start?.epochs, line: start?.source.line };
    };
    assert.deepEqual(facts(worker), facts(python));
    for (const name of ['batch', 'epoch', 'end'] as const) {
      const metrics = (events: TrainingEvent[]) => Object.keys(named(events, name).at(-1)?.metrics ?? {}).sort();
      assert.deepEqual(metrics(worker), metrics(python), name);
    }
  });

  it('its curves overlay: of every epoch, and of every step that both report', () => {
    for (const { epoch, metrics, steps } of named(python, 'epoch')) {
      const here = named(worker, 'epoch').find(event => event.epoch === epoch);
      assert.equal(here?.steps, steps);
      for (const [name, value] of Object.entries(metrics))
        assert.ok(isSame(here?.metrics[name] ?? NaN, value), `${name} of epoch ${epoch}`);
    }
    const at = ({ epoch, step }: EventOf<'batch'>): string => `${epoch}/${step}`;
    const steps = new Map(named(worker, 'batch').map(event => [at(event), event]));
    const shared = named(python, 'batch').filter(event => steps.has(at(event)));
    assert.ok(shared.length > 0);
    for (const event of shared) assert.ok(isSame(steps.get(at(event))?.loss ?? NaN, event.loss), `the loss at ${at(event)}`);
  });
});
