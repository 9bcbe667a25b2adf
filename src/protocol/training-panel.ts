/** What the training panel and the extension host say to each other. */
import type { RunStatus, RunView, TimedEvent } from '../common/run-view';

/** What the host offers to the panel. */
export type TrainingPanelHostOffer = {
  /** The panel is there and empty: the run to show, whole, or null if there is none. */
  ready(argument: null): PanelContent;
  stop(argument: null): void;
  /** Makes the run wait, or go on. */
  togglePause(argument: null): void;
  /** The user is asked which. */
  setLearningRate(argument: null): void;
  /** A new run of the shown one's program that goes on where it ended. */
  resume(argument: { directory: string }): void;
  openRunFolder(argument: { directory: string }): void;
  openSource(argument: { path: string; line: number }): void;
  showLog(argument: null): void;
  /** The program of the shown run again, or a choice where none is shown. */
  train(argument: { path: string; line: number } | null): void;
};

export interface PanelContent {
  run: RunView | null;
  /** Other runs whose curves are drawn beside it. */
  others: RunView[];
}

/** What the panel offers to the host. Events may come only after `ready` was answered or `show` called. */
export type TrainingPanelOffer = {
  show(content: PanelContent): void;
  /** Of the shown run, in order. */
  events(argument: { events: TimedEvent[] }): void;
  /** What the user asked of the shown run: to stop, to wait or to go on. What is under way may take a moment. */
  status(argument: { status: RunStatus }): void;
};
