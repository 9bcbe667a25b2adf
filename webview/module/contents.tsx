import { formatBytes, formatCount } from '../../src/common/format';
import { formatSizes } from '../../src/common/sizes';
import type { ModuleFormat } from '../../src/protocol/module-format';
import type { ModuleView, StoredLayerView, WeightView } from '../../src/protocol/module-page';
import { Link } from '../ui/controls';
import { t } from '../ui/words';
import { LongTable, type LongTableColumn } from './long-table';

/** What is in a module, table by table; a table without rows is left out. */

const count = (value: number | null): string => (value === null ? '?' : formatCount(value));

export function Layers({ layers }: { layers: readonly StoredLayerView[] }) {
  if (layers.length === 0) return null;
  const has = (of: (layer: StoredLayerView) => string | null): boolean => layers.some(layer => of(layer));
  const columns: LongTableColumn<StoredLayerView>[] = [
    { title: t('Layer'), text: layer => layer.name, share: 2 },
    ...(has(layer => layer.class) ? [{ title: t('Class'), text: (layer: StoredLayerView) => layer.class, share: 1.6 }] : []),
    ...(has(layer => layer.output)
      ? [{ title: t('Gives'), text: (layer: StoredLayerView) => layer.output ?? '?', isCode: true, share: 2.4 }]
      : []),
    { title: t('Parameters'), text: layer => count(layer.parameters), figure: layer => layer.parameters ?? -1, share: 1.3 },
  ];
  return <LongTable id="layers" title={t('Layers')} rows={layers} columns={columns} />;
}

export function Weights({ weights, format }: { weights: readonly WeightView[]; format: ModuleFormat }) {
  if (weights.length === 0) return null;
  const isSavedModel = format.startsWith('tf');
  const columns: LongTableColumn<WeightView>[] = [
    { title: t('Name'), text: weight => weight.name, share: 4 },
    { title: t('Type'), text: weight => weight.dtype, isCode: true },
    { title: t('Shape'), text: ({ shape }) => (shape ? formatSizes(shape) : '?'), isCode: true, share: 1.6 },
    { title: t('Parameters'), text: weight => count(weight.parameters), figure: weight => weight.parameters ?? -1, share: 1.3 },
    { title: t('Size'), text: weight => formatBytes(weight.bytes), figure: weight => weight.bytes },
  ];
  return <LongTable id="weights" title={isSavedModel ? t('Variables') : t('Weights')} rows={weights} columns={columns} />;
}

export function Operations({ ops }: { ops: ModuleView['ops'] }) {
  if (ops.length === 0) return null;
  const custom = ops.some(({ isCustom }) => isCustom);
  const columns: LongTableColumn<ModuleView['ops'][number]>[] = [
    { title: t('Operation'), text: op => op.name, isCode: true, share: 4 },
    { title: t('Count'), text: op => formatCount(op.count), figure: op => op.count },
    ...(custom
      ? [{ title: t('From'), text: (op: ModuleView['ops'][number]) => (op.isCustom ? t('not in TensorFlow') : t('TensorFlow')) }]
      : []),
  ];
  return <LongTable id="operations" title={t('Operations')} rows={ops} columns={columns} isMarked={op => op.isCustom} />;
}

export function Assets({ assets, openAsset }: { assets: ModuleView['assets']; openAsset(path: string): void }) {
  if (assets.length === 0) return null;
  return (
    <section aria-labelledby="assets">
      <h2 id="assets">
        {t('Assets')} <span class="count">{formatCount(assets.length)}</span>
      </h2>
      <ul class="assets">
        {assets.map(({ path, bytes }) => (
          <li key={path}>
            <Link title={t('Open {0}', path)} onPress={() => openAsset(path)}>
              {path}
            </Link>{' '}
            {bytes !== null && <span class="quiet">{formatBytes(bytes)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
