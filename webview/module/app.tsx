import { formatBytes, formatCount } from '../../src/common/format';
import { FORMAT_NAMES } from '../../src/protocol/module-format';
import type { ModuleContent, ModuleView } from '../../src/protocol/module-page';
import { t, tell } from '../ui/words';
import type { ModuleActions } from './actions';
import { Calls } from './calls';
import { Assets, Layers, Operations, Weights } from './contents';
import { Uses } from './uses';

/** The whole page: what it is, what it takes and gives, how it is used, what is in it. */
export function ModulePage({ content, ...actions }: { content: ModuleContent } & ModuleActions) {
  const { reading, name } = content;
  if ('problem' in reading)
    return (
      <main>
        <h1>{name}</h1>
        <p class="place">{content.place}</p>
        <p class="notice notice-error" role="alert">
          {reading.problem}
        </p>
      </main>
    );
  const { view } = reading;
  return (
    <main>
      <Header content={content} view={view} />
      {view.problems.map(problem => (
        <p key={problem} class="notice notice-error" role="alert">
          {problem}
        </p>
      ))}
      {view.notes.map(note => (
        <p key={note} class="notice notice-warning">
          {note}
        </p>
      ))}
      <Calls calls={view.calls} />
      <Uses uses={view.uses} {...actions} />
      <Layers layers={view.layers} />
      <Weights weights={view.weights} format={view.format} />
      <Assets assets={view.assets} openAsset={actions.openAsset} />
      <Operations ops={view.ops} />
    </main>
  );
}

function Header({ content: { name, place, bytes }, view }: { content: ModuleContent; view: ModuleView }) {
  const { format, writer, model, parameters, trainable, graphs } = view;
  const tags = graphs.map(all => (all.length === 0 ? t('no tags') : all.join(', ')));
  const facts: (readonly [title: string, value: string])[] = [
    [t('Format'), [tell(FORMAT_NAMES[format]), model].filter(Boolean).join(' · ')],
    ...(writer ? [[t('Written by'), writer] as const] : []),
    [t('Parameters'), formatCount(parameters)],
    ...(trainable === null ? [] : [[t('Trainable'), formatCount(trainable)] as const]),
    ...(bytes === null ? [] : [[t('Size'), formatBytes(bytes)] as const]),
    ...(tags.length > 0 ? [[graphs.length === 1 ? t('Tags') : t('Tags of its graphs'), tags.join(' | ')] as const] : []),
  ];
  return (
    <header>
      <h1>{name}</h1>
      {place !== name && <p class="place">{place}</p>}
      <dl class="facts">
        {facts.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}
