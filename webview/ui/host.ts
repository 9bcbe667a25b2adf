/** The webview's end of the channel to the extension host. */
import { type Channel, type Offer, openChannel, type Port } from '../../src/protocol/channel';
import { takeWords } from './words';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

// The editor hands it out once.
const api = acquireVsCodeApi();

const port: Port = {
  send: message => api.postMessage(message),
  listen(receive) {
    const listener = (event: MessageEvent<unknown>): void => receive(event.data);
    window.addEventListener('message', listener);
    return () => window.removeEventListener('message', listener);
  },
};

/** Opens the channel, in the user's language; `offer` is what the host may call here. */
export function openHost<Host extends Offer>(offer: Offer): Channel<Host> {
  takeWords();
  return openChannel<Host>(port, offer);
}

/** What the webview asked the editor to keep for it; undefined if nothing was kept. */
export const keptState = (): unknown => api.getState();

/** Has the editor keep plain data over hiding and reloading. */
export const keepState = (state: unknown): void => api.setState(state);
