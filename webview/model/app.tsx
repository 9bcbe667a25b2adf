import { formatCount } from '../../src/common/format';
import type { ModelContent, ModelView } from '../../src/protocol/model-page';
import { Select } from '../ui/controls';
import { t } from '../ui/words';
import type { Actions } from './actions';
import { Flow } from './flow';
import { parametersText } from './parameters-text';

/** The whole page: which model, and what flows through it. */
export function ModelPage({ content, ...actions }: { content: ModelContent } & Actions) {
  const model = content.shown === null ? undefined : content.models[content.shown];
  if (model === undefined) return <Nothing content={content} />;
  return (
    <main>
      <Header content={content} model={model} {...actions} />
      <Flow model={model} current={content.layer} {...actions} />
    </main>
  );
}

function Nothing({ content: { file, isReading, failure } }: { content: ModelContent }) {
  if (failure !== null)
    return (
      <main>
        <p class="notice notice-error" role="alert">
          {failure}
        </p>
      </main>
    );
  const words =
    file === null
      ? t('Open a Python file with a Keras model to see its layers, shapes and parameters.')
      : isReading
        ? t('Reading {0}…', file)
        : t('{0} has no Keras model.', file);
  return (
    <main>
      <p class="nothing" role="status">
        {words}
      </p>
    </main>
  );
}

function Header({ content, model, choose, goTo }: { content: ModelContent; model: ModelView } & Actions) {
  const { models, shown, file } = content;
  return (
    <header>
      {models.length > 1 ? (
        <Select
          label={t('Model')}
          value={String(shown)}
          options={models.map(({ name, span }, index) => ({ value: String(index), label: t('{0} (line {1})', name, span.line) }))}
          onChange={value => choose(Number(value))}
        />
      ) : (
        <h1>
          <button
            type="button"
            class="place"
            title={t('Go to line {0} of {1}', model.span.line, file ?? '')}
            onClick={() => goTo(model.span)}
          >
            {model.name}
          </button>
        </h1>
      )}
      <p class="summary">{summary(model)}</p>
    </header>
  );
}

const kinds: Record<ModelView['kind'], () => string> = {
  sequential: () => t('Sequential'),
  functional: () => t('Functional'),
  unknown: () => t('Model'),
};

function summary({ kind, layers, parameters }: ModelView): string {
  const count = layers.filter(layer => layer.class !== 'Input' && layer.class !== 'Operation').length;
  const layersText = count === 1 ? t('1 layer') : t('{0} layers', formatCount(count));
  return [kinds[kind](), layersText, parameters === null ? t('unknown number of parameters') : parametersText(parameters)].join(' · ');
}
