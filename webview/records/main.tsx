/** The record viewer's page. */
import { render } from 'preact';
import type { RecordsHostOffer, RecordsPageOffer } from '../../src/protocol/records-page';
import { Button } from '../ui/controls';
import { openHost } from '../ui/host';
import { t } from '../ui/words';
import { createModel, type Model } from './model';
import { NOTHING_SELECTED } from './selection';
import { Viewer } from './viewer';
import '../ui/page.css';
import '../ui/verdicts.css';
import './records.css';
import './panes.css';
import './grid.css';
import './schema-pane.css';
import './detail.css';

let model: Model | undefined;

const offer: RecordsPageOffer = {
  restart: () => {
    // What is selected are records of a file that is another one now.
    model?.update({ selection: NOTHING_SELECTED });
    void start();
  },
  changed: ({ gone }) => model?.update({ changed: gone ? 'gone' : 'changed' }),
  progress: ({ task, done }) => model?.progress(task, done),
  show: ({ where }) => void model?.run({ kind: 'filter', text: where }),
  copy: ({ format }) => model?.copy(format),
  grown: () => model?.store.grown(),
  schema: schema => model?.update({ schema }),
  modelsChanged: () => model?.update({ models: model.state.models + 1 }),
};
const host = openHost<RecordsHostOffer>(offer);

async function start(): Promise<void> {
  try {
    const file = await host.call('open', null);
    model = createModel(host, file);
    render(<Viewer key={Date.now()} model={model} />, document.body);
    model.begin();
  } catch (error) {
    render(<Failure message={(error as Error).message} />, document.body);
  }
}

const Failure = ({ message }: { message: string }) => (
  <main class="records">
    <div class="notice notice-error" role="alert">
      <p>{message}</p>
      <Button onPress={() => void start()}>{t('Try again')}</Button>
    </div>
  </main>
);

void start();
