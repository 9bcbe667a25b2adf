import assert from 'node:assert/strict';
import { jsonLine } from '../../../src/cli/train-json';
import type { TrainingEvent } from '../../../src/common/run-events';
import { batch, epoch, started } from '../common/run-events';

const end: TrainingEvent = { event: 'end', status: 'done', epochs: 2, metrics: { loss: 0.5 }, seconds: 3, msPerStepMedian: 41.2 };

/** The contract: fields of every event as programs that read `train --json` know them. */
const contract: [TrainingEvent, string][] = [
  [started(2), 'event,run,engine,engineVersion,model,parameters,epochs,stepsPerEpoch,source,startedAt'],
  [batch(1, 1, 0.5), 'event,epoch,step,stepsPerEpoch,loss,metrics,stepsPerSecond'],
  [epoch(1, 20), 'event,epoch,metrics,seconds,steps,steps_per_second'],
  [{ event: 'message', level: 'info', text: 'a' }, 'event,level,text'],
  [end, 'event,status,epochs,metrics,seconds,ms_per_step_median'],
];

describe('the lines of train --json', () => {
  for (const [event, fields] of contract)
    it(`${event.event} has the fields of the contract`, () => {
      const line = JSON.parse(jsonLine(event)) as object;
      assert.equal(Object.keys(line).join(), fields);
      assert.deepEqual(Object.values(line), Object.values(event));
    });
});
