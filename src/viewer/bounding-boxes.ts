import type { Box } from '../protocol/records-detail';
import type { FeatureValue } from '../records/example';
import { textOf } from '../records/json-value';

/** The sides of boxes, by the ends of their features' names, as the Object Detection API has them (image/object/bbox/xmin …). */
const SIDES = ['xmin', 'ymin', 'xmax', 'ymax'] as const;

/**
 * The bounding boxes that a record's features describe: four float lists with one name before xmin, ymin, xmax and ymax, in shares of the image or, where
 * a value is beyond 1, in pixels of it. Their labels are the class texts or numbers beside them.
 */
export function boxesOf(features: Map<string, FeatureValue>, image: { width: number; height: number }): Box[] {
  for (const name of features.keys()) {
    if (!name.endsWith('xmin')) continue;
    const prefix = name.slice(0, -'xmin'.length);
    const sides = SIDES.map(side => numbersOf(features.get(prefix + side)));
    const count = Math.min(...sides.map(side => side.length));
    if (count === 0) continue;
    const isPixels = sides.some(side => side.slice(0, count).some(value => value > 2));
    const scale = isPixels ? { x: image.width, y: image.height } : { x: 1, y: 1 };
    const labels = labelsOf(features, prefix);
    return Array.from({ length: count }, (_, i) => {
      const [xmin, ymin, xmax, ymax] = sides.map(side => side[i] as number) as [number, number, number, number];
      return { xmin: xmin / scale.x, ymin: ymin / scale.y, xmax: xmax / scale.x, ymax: ymax / scale.y, label: labels[i] ?? '' };
    });
  }
  return [];
}

function numbersOf(feature: FeatureValue | undefined): number[] {
  return feature?.kind === 'float' || feature?.kind === 'int64' ? Array.from<number | bigint, number>(feature.values, Number) : [];
}

function labelsOf(features: Map<string, FeatureValue>, prefix: string): string[] {
  const parent = prefix.replace(/bbox\/$/, '');
  for (const name of [`${parent}class/text`, `${parent}class/label`, `${parent}label`, `${prefix}label`]) {
    const feature = features.get(name);
    if (feature?.kind === 'bytes') return feature.values.map(bytes => textOf(bytes) ?? '');
    if (feature?.kind === 'int64') return Array.from(feature.values, String);
  }
  return [];
}
