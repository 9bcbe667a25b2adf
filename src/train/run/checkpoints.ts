import { join } from 'node:path';
import { writeFileAtomically } from '../../runs/atomic-file';
import { RUN_FILES } from '../../runs/manifest';
import type { RunWriter } from '../../runs/run-writer';
import { encodeTensors, type NamedTensor } from '../../runs/safetensors';
import { readOptimizer, readWeights, writeWeights } from '../model/weights';
import type { PreparedRun } from './prepare';

/** How far a run is. */
export interface RunPlace {
  /** Finished epochs of the whole run. */
  epoch: number;
  /** Place of the stage among all, from 0. */
  stage: number;
  /** Finished epochs as the stage itself counts them. */
  within: number;
}

/** The weights of a run as they are kept: in its folder, and in memory for callbacks that go back to better ones. */
export class Checkpoints {
  private kept: NamedTensor[] | undefined;
  /** Whether the model has the weights that were kept in memory. */
  private isRestored = false;

  constructor(
    private readonly run: RunWriter,
    private readonly prepared: PreparedRun,
  ) {}

  get restored(): boolean {
    return this.isRestored;
  }

  /** Writes weights and optimizer after an epoch, from which the run can be resumed. */
  saveEpoch({ epoch, stage, within }: RunPlace): void {
    const { built, stepper } = this.prepared;
    const tensors = [...readWeights(built), ...readOptimizer(stepper.optimizer)];
    writeFileAtomically(
      this.path(RUN_FILES.weights),
      encodeTensors(tensors, { epoch: String(epoch), stage: String(stage), within: String(within) }),
    );
    this.run.update({ epochsFinished: epoch });
  }

  saveBest(): void {
    writeFileAtomically(this.path(RUN_FILES.best), encodeTensors(readWeights(this.prepared.built)));
  }

  keep(): void {
    this.kept = readWeights(this.prepared.built).map(tensor => ({ ...tensor, data: tensor.data.slice() }));
  }

  /** Goes back to the kept weights, if there are any. */
  restore(): void {
    if (!this.kept) return;
    writeWeights(this.prepared.built, this.kept);
    this.isRestored = true;
  }

  private path(name: string): string {
    return join(this.run.folder, name);
  }
}
