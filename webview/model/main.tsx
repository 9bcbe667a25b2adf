/** The page of the model view: shows what the host says of the file in front. */
import { render } from 'preact';
import type { ModelContent, ModelHostOffer, ModelPageOffer } from '../../src/protocol/model-page';
import { openHost } from '../ui/host';
import { ModelPage } from './app';
import '../ui/page.css';
import './model.css';

const offer: ModelPageOffer = { show };
const host = openHost<ModelHostOffer>(offer);

function show(content: ModelContent): void {
  render(
    <ModelPage
      content={content}
      goTo={span => host.notify('goTo', span)}
      choose={model => host.notify('choose', model)}
      explain={rule => host.notify('explain', { rule })}
    />,
    document.body,
  );
}

void host.call('ready', null).then(show);
