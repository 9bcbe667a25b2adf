/** The record viewer's page. */
import { render } from 'preact';
import type { RecordsHostOffer, RecordsPageOffer } from '../../src/protocol/records-page';
import { openHost } from '../ui/host';
import { Records } from './records';
import { RowStore } from './row-store';
import '../ui/page.css';
import './records.css';

const offer: RecordsPageOffer = { changed: () => void start() };
const host = openHost<RecordsHostOffer>(offer);

async function start(): Promise<void> {
  try {
    const file = await host.call('open', null);
    const store = new RowStore(argument => host.call('rows', argument));
    render(<Records file={file} store={store} />, document.body);
  } catch (error) {
    render(<Failure message={(error as Error).message} />, document.body);
  }
}

const Failure = ({ message }: { message: string }) => (
  <main class="records">
    <p class="notice notice-error" role="alert">
      {message}
    </p>
  </main>
);

void start();
