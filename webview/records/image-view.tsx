/** An image with its bounding boxes. The browser draws both; where the image does not load, that is said. */
import { useState } from 'preact/hooks';
import { formatBytes } from '../../src/common/format';
import type { Box, DetailValue } from '../../src/protocol/records-detail';
import { t } from '../ui/words';
import { useBlobUrl } from './blob-url';

/** Classes of colours that boxes take in turn. */
const BOX_COLOURS = 5;
/** A small image is enlarged to about this many pixels. */
const ENLARGED_TO_PIXELS = 256;

export function ImageView({ image, name }: { image: DetailValue & { kind: 'image' }; name: string }) {
  const { width, height, format, bytes, boxes, mime } = image;
  const [broken, setBroken] = useState(false);
  const url = useBlobUrl(bytes, mime);
  const scale = Math.max(1, Math.floor(ENLARGED_TO_PIXELS / Math.max(width, height)));
  const labels = [...new Set(boxes.map(box => box.label))];
  const said = boxes.map(({ label }) => label || t('box')).join(', ');
  return (
    <figure class="image">
      <div class="picture" style={{ width: `${width * scale}px`, aspectRatio: `${width} / ${height}` }}>
        {broken ? (
          <p class="notice notice-warning">{t('This image ({0} bytes) cannot be displayed.', format)}</p>
        ) : (
          <img
            src={url}
            alt={boxes.length === 0 ? t('Image of {0}', name) : t('Image of {0} with boxes: {1}', name, said)}
            class={scale > 1 ? 'enlarged' : ''}
            onError={() => setBroken(true)}
          />
        )}
        {boxes.map((box, index) => (
          <BoxView key={index} box={box} colour={labels.indexOf(box.label) % BOX_COLOURS} />
        ))}
      </div>
      <figcaption class="quiet">
        {format.toUpperCase()} {width} × {height} · {formatBytes(bytes.length)}
        {boxes.length > 0 && ` · ${boxes.length === 1 ? t('1 box') : t('{0} boxes', boxes.length)}`}
      </figcaption>
    </figure>
  );
}

const percent = (share: number): string => `${Math.max(0, Math.min(1, share)) * 100}%`;

function BoxView({ box, colour }: { box: Box; colour: number }) {
  const { xmin, ymin, xmax, ymax, label } = box;
  const place = { left: percent(xmin), top: percent(ymin), width: percent(xmax - xmin), height: percent(ymax - ymin) };
  return (
    <div class={`box box-${colour}`} style={place} aria-hidden="true">
      {label && <span class="box-label">{label}</span>}
    </div>
  );
}
