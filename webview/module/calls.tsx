import type { AxisName, CallView, TensorView } from '../../src/protocol/module-page';
import { t } from '../ui/words';

/** Tensors beyond which the next calls are folded at first. */
const TENSORS_UNFOLDED = 8;

/** What it takes and gives, a block for each way to call it. */
export function Calls({ calls }: { calls: readonly CallView[] }) {
  if (calls.length === 0) return null;
  const open = unfolded(calls);
  return (
    <section aria-labelledby="calls">
      <h2 id="calls">{t('Inputs and outputs')}</h2>
      {calls.map((call, index) => (
        <details key={`${call.kind} ${call.name} ${index}`} class="call" open={index < open}>
          <summary>
            <span class="kind">{KINDS[call.kind]()}</span> <code>{call.name}</code>
          </summary>
          <div class="ends">
            <Ends title={t('Takes')} tensors={call.takes} />
            <Ends title={t('Gives')} tensors={call.gives} />
          </div>
        </details>
      ))}
    </section>
  );
}

/** How many calls are unfolded at first: one, and those after it that are not long. */
export function unfolded(calls: readonly CallView[]): number {
  let tensors = 0;
  const folded = calls.findIndex(({ takes, gives }) => {
    tensors += takes.length + (gives?.length ?? 0);
    return tensors > TENSORS_UNFOLDED;
  });
  return folded < 0 ? calls.length : Math.max(1, folded);
}

const KINDS: { readonly [kind in CallView['kind']]: () => string } = {
  signature: () => t('Signature'),
  call: () => t('Call'),
  model: () => t('Model'),
};

function Ends({ title, tensors }: { title: string; tensors: readonly TensorView[] | null }) {
  return (
    <div class="end">
      <h3>{title}</h3>
      {tensors === null ? (
        <p class="quiet">{t('not known from the file')}</p>
      ) : tensors.length === 0 ? (
        <p class="quiet">{t('no tensors')}</p>
      ) : (
        <ul class="tensors">
          {tensors.map(tensor => (
            <li key={tensor.name}>
              <Tensor tensor={tensor} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const AXES: { readonly [name in AxisName]: () => string } = {
  batch: () => t('batch'),
  height: () => t('height'),
  width: () => t('width'),
  channels: () => t('channels'),
};
const ENCODINGS = { sparse: () => t('sparse'), composite: () => t('ragged or composite') };

/** A tensor with a box for each axis: its size, and what it is for where that is known. */
function Tensor({ tensor: { name, dtype, axes, encoding } }: { tensor: TensorView }) {
  return (
    <>
      <code class="name">{name}</code>
      <span class="dtype">
        {dtype}
        {encoding && ` · ${ENCODINGS[encoding]()}`}
      </span>
      {axes === null ? (
        <span class="quiet">{t('any shape')}</span>
      ) : axes.length === 0 ? (
        <span class="quiet">{t('single value')}</span>
      ) : (
        <ol class="axes" aria-label={t('Axes')}>
          {axes.map((axis, index) => (
            <li key={index} class={axis.size === null ? 'axis open' : 'axis'} title={axis.size === null ? t('Any size') : undefined}>
              <span class="size">{axis.size ?? 'None'}</span>
              {axis.name && <span class="role">{AXES[axis.name]()}</span>}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
