import { said } from '../../common/sentence';
import { quotedName } from '../../query/syntax';
import type { BytesStatistics } from '../../statistics/report/statistics';
import type { Domain } from '../schema';
import { type Found, percent } from './anomaly';

/** Values that should be images and are not, and images that take more bytes than the schema allows. */
export function imageAnomalies(name: string, bytes: BytesStatistics, { min_fraction, max_bytes }: Domain & { kind: 'image' }): Found[] {
  const found: Found[] = [];
  const images = bytes.images?.count ?? 0;
  if (images < bytes.count * min_fraction) {
    const wanted = min_fraction === 1 ? said`be an image` : said`be an image in ${percent(min_fraction)} of the values`;
    found.push({
      type: 'LOW_SUPPORTED_IMAGE_FRACTION',
      severity: 'error',
      short: said`Not an image`,
      long: said`"${name}" should ${wanted}, but ${bytes.count - images} of ${bytes.count} values are not JPEG, PNG, GIF, WebP or BMP.`,
      where: `not isimage(${quotedName(name)})`,
    });
  }
  if (max_bytes !== undefined && bytes.max_bytes > max_bytes) {
    found.push({
      type: 'MAX_IMAGE_BYTE_SIZE_EXCEEDED',
      severity: 'information',
      short: said`Images too large`,
      long: said`"${name}" has images of up to ${bytes.max_bytes} bytes; the schema allows ${max_bytes}.`,
      where: `size(${quotedName(name)}) > ${max_bytes}`,
    });
  }
  return found;
}
