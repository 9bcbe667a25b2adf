/** A message of unknown type: its fields as the wire format shows them. */
import type { WireNode } from '../../src/protocol/records-detail';
import { t } from '../ui/words';

export function WireTree({ fields }: { fields: WireNode[] }) {
  if (fields.length === 0) return <p class="quiet">{t('The message has no fields.')}</p>;
  return (
    <ul class="wire">
      {fields.map((node, index) => (
        <li key={index}>
          {node.fields ? (
            <details open>
              <summary>
                <Label node={node} /> <span class="quiet">{node.type}</span>
              </summary>
              <WireTree fields={node.fields} />
            </details>
          ) : (
            <>
              <Label node={node} /> <span class="wire-value">{node.text}</span> <span class="quiet">{node.type}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

const Label = ({ node }: { node: WireNode }) => (
  <span class="wire-field">{node.name === undefined ? t('field {0}', node.field) : `${node.name} (${node.field})`}</span>
);
