import { useState } from 'preact/hooks';
import type { UseView } from '../../src/protocol/module-page';
import { as, scrollable } from '../ui/aria';
import { Button, Choice, Select } from '../ui/controls';
import { t, tell } from '../ui/words';
import type { ModuleActions } from './actions';

/** Python that uses the module, to be copied: a program for each way to call it and each Keras. */
export function Uses({ uses, copy, openCode }: { uses: readonly UseView[] } & Pick<ModuleActions, 'copy' | 'openCode'>) {
  const [chosen, setChosen] = useState(0);
  const [keras, setKeras] = useState('3');
  const use = uses[chosen] ?? uses[0];
  if (use === undefined) return null;
  const program = use.programs.find(one => one.keras === keras) ?? use.programs[0];
  const kinds = use.programs.flatMap(one => one.keras ?? []);
  return (
    <section aria-labelledby="uses">
      <h2 id="uses">{use.programs.length > 0 && kinds.length === 0 ? t('Read in Python') : t('Use in a model')}</h2>
      <div class="choices">
        {uses.length > 1 && (
          <Select
            label={t('Call')}
            value={String(chosen)}
            options={uses.map(({ name }, index) => ({ value: String(index), label: name }))}
            onChange={value => setChosen(Number(value))}
          />
        )}
        {kinds.length > 1 && (
          <Choice
            label={t('Keras')}
            value={program?.keras ?? '3'}
            options={kinds.map(kind => ({ value: kind, label: kind === '3' ? 'Keras 3' : 'tf_keras' }))}
            onChange={setKeras}
          />
        )}
      </div>
      {use.missing && <p class="quiet">{tell(use.missing)}</p>}
      {program && (
        <>
          <pre class="code" {...as('group', { ...scrollable, 'aria-label': t('Python code') })}>
            <code>{program.code}</code>
          </pre>
          <div class="buttons">
            <Button primary onPress={() => copy(program.code)}>
              {t('Copy')}
            </Button>
            <Button onPress={() => openCode(program.code)}>{t('Open in New File')}</Button>
          </div>
        </>
      )}
    </section>
  );
}
