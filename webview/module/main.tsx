/** The page of a module, a model or a file of weights on disk. */
import { render } from 'preact';
import type { ModuleContent, ModuleHostOffer, ModulePageOffer } from '../../src/protocol/module-page';
import { openHost } from '../ui/host';
import { t } from '../ui/words';
import { ModulePage } from './app';
import '../ui/page.css';
import './module.css';
import './table.css';

const offer: ModulePageOffer = { show };
const host = openHost<ModuleHostOffer>(offer);

function show(content: ModuleContent): void {
  render(
    <ModulePage
      content={content}
      copy={code => host.notify('copy', { code })}
      openCode={code => host.notify('openCode', { code })}
      openAsset={path => host.notify('openAsset', { path })}
    />,
    document.body,
  );
}

render(
  <p class="waiting" role="status">
    {t('Reading…')}
  </p>,
  document.body,
);
void host.call('ready', null).then(show);
