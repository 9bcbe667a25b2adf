/** The training panel's page: keeps the run that the host told of, folds its events and draws them once a frame. */
import { render } from 'preact';
import { foldEvent, type RunView } from '../../src/common/run-view';
import type { PanelContent, TrainingPanelHostOffer, TrainingPanelOffer } from '../../src/protocol/training-panel';
import { openHost } from '../ui/host';
import { TrainingPage } from './app';
import { keepPage, keptPage } from './options';
import '../ui/page.css';
import './training.css';

const root = document.body;
let { options, directory } = keptPage();
let runs: RunView[] | null = null;
let waiting = false;

const offer: TrainingPanelOffer = {
  show: content => showContent(content),
  events({ events }) {
    const run = runs?.[0];
    if (!run) return;
    for (const event of events) foldEvent(run, event);
    draw();
  },
  status({ status }) {
    const run = runs?.[0];
    if (run && run.end === null) run.status = status;
    draw();
  },
};

const host = openHost<TrainingPanelHostOffer>(offer);

function showContent({ run, others }: PanelContent): void {
  runs = run ? [run, ...others] : [];
  directory = run?.directory ?? directory;
  keepPage({ directory, options });
  draw();
}

/** At most once a frame, however many events come. */
function draw(): void {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    // Its columns grow in place; another object tells the components that they did.
    const [run, ...others] = runs ?? [];
    if (run) runs = [{ ...run }, ...others];
    drawNow();
  });
}

function drawNow(): void {
  const run = runs?.[0];
  const actions = {
    stop: () => host.notify('stop', null),
    togglePause: () => host.notify('togglePause', null),
    setLearningRate: () => host.notify('setLearningRate', null),
    resume: () => run && host.notify('resume', { directory: run.directory }),
    trainAgain: () => host.notify('train', run?.start?.source ?? null),
    showLog: () => host.notify('showLog', null),
    openRunFolder: () => run && host.notify('openRunFolder', { directory: run.directory }),
    openSource: () => {
      const site = run?.end?.site ?? run?.start?.source;
      if (site) host.notify('openSource', { path: site.path, line: site.line });
    },
  };
  const onOptions = (changed: typeof options): void => {
    options = changed;
    keepPage({ directory, options });
    draw();
  };
  render(<TrainingPage runs={runs} options={options} onOptions={onOptions} actions={actions} />, root);
}

host.call('ready', null).then(showContent, () => undefined);
