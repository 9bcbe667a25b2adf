import { strict as assert } from 'node:assert';
import { progressText, trainView } from '../../../src/cli/train-view';
import type { EventOf, TrainingEvent } from '../../../src/common/run-events';
import { batch, epoch, started } from '../common/run-events';
import { assertGolden } from './golden';
import { fakeStream } from './terminal';

/** Three epochs of ten steps whose loss falls, with validation. */
const run: TrainingEvent[] = [
  started(3, 10),
  { event: 'message', level: 'info', text: 'The data is read once.' },
  ...[1, 2, 3].flatMap(number => [
    ...[2, 4, 6, 8].map(step => batch(number, step, 2 / number - step / 20, 10)),
    epoch(number, 10, { loss: 2 / number - 0.5, val_loss: 1.8 / number, val_accuracy: 0.3 * number }),
  ]),
];
const end: EventOf<'end'> = {
  event: 'end',
  status: 'done',
  epochs: 3,
  metrics: { loss: 0.2, val_accuracy: 0.9 },
  seconds: 6,
  msPerStepMedian: 40,
};

const progress: { [what: string]: [EventOf<'batch'>, string] } = {
  'half of an epoch': [
    batch(1, 5, 0.5, 10) as EventOf<'batch'>,
    `Epoch 1/2  ${'━'.repeat(12)}${'─'.repeat(12)} 5/10  loss 0.5000  10 steps/s  ETA 0:02`,
  ],
  'the last step': [batch(2, 10, 0.25, 10) as EventOf<'batch'>, `Epoch 2/2  ${'━'.repeat(24)} 10/10  loss 0.2500  10 steps/s  ETA 0:00`],
  'an epoch whose steps are not known': [batch(1, 7, 0.5) as EventOf<'batch'>, 'Epoch 1/2  step 7  loss 0.5000  10 steps/s'],
  'metrics beside the loss': [
    { ...(batch(1, 7, 0.5) as EventOf<'batch'>), metrics: { accuracy: 0.75 } },
    'Epoch 1/2  step 7  loss 0.5000  accuracy 0.7500  10 steps/s',
  ],
  'more than a minute to go': [
    batch(1, 100, 1, 1000) as EventOf<'batch'>,
    `Epoch 1/2  ${'━'.repeat(2)}${'─'.repeat(22)} 100/1000  loss 1.0000  10 steps/s  ETA 3:10`,
  ],
};

describe('a run in the terminal', () => {
  for (const [what, [event, text]] of Object.entries(progress))
    it(`says how far it is: ${what}`, () => assert.equal(progressText(event, 2), text));

  it('is a line an epoch, its curve and its folder, where there is no terminal', () => {
    const { stream, written } = fakeStream();
    const view = trainView(stream, 'runs/a');
    for (const event of [...run, end]) view.event(event);
    assertGolden('train-view', written().trimEnd());
  });

  it('has one line that is written over on a terminal', () => {
    const { stream, written } = fakeStream(40);
    const view = trainView(stream, 'runs/a');
    for (const event of run.slice(0, 5)) view.event(event);
    const texts = written()
      .split('\r\x1b[2K')
      .map(text => text.trimEnd());
    assert.deepEqual(
      texts.filter(text => text.startsWith('Epoch')).map(text => text.length),
      [39, 39, 39],
    );
  });

  it('says that it was stopped, and after how many epochs', () => {
    const { stream, written } = fakeStream();
    const view = trainView(stream, 'runs/a');
    for (const event of [started(5), { ...end, status: 'stopped', epochs: 2, metrics: {} } as const]) view.event(event);
    assert.match(written(), /Stopped after 2 of 5 epochs\.\nRun folder: runs\/a\n$/);
  });
});
