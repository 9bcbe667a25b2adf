/** The page of the compatibility panel: shows what the host says of features and what they may be fed into. */
import { render } from 'preact';
import type { CompatContent, CompatHostOffer, CompatPageOffer, CompatSelection } from '../../src/protocol/compatibility';
import { openHost } from '../ui/host';
import type { CompatActions } from './actions';
import { CompatibilityPage } from './app';
import '../ui/page.css';
import '../ui/verdicts.css';
import './compatibility.css';

let content: CompatContent = { table: null, source: null, failure: null };
let selection: CompatSelection = { place: null, detail: null, words: null };

const offer: CompatPageOffer = {
  show(next) {
    content = next;
    draw();
  },
  showSelection(next) {
    selection = next;
    draw();
  },
};
const host = openHost<CompatHostOffer>(offer);

const actions: CompatActions = {
  select(place) {
    // The cell is marked at once; what is said of it comes.
    selection = { place, detail: null, words: null };
    draw();
    host.notify('select', place);
  },
  chooseRecords: () => host.notify('chooseRecords', null),
  addModule: () => host.notify('addModule', null),
  removeModule: handle => host.notify('removeModule', { handle }),
  insert: way => host.notify('insert', { way }),
  copy: text => host.notify('copy', { text }),
  showRecords: where => host.notify('showRecords', { where }),
  countWords: () => host.notify('countWords', null),
  stopCounting: () => host.notify('stopCounting', null),
  goTo: span => host.notify('goTo', span),
};

const draw = (): void => render(<CompatibilityPage content={content} selection={selection} actions={actions} />, document.body);

void host.call('ready', null).then(state => {
  ({ content, selection } = state);
  draw();
});
