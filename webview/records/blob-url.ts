/** An address for bytes that the page was sent; the policy allows images from these only. */
import { useEffect, useMemo } from 'preact/hooks';

/** The address of an image's bytes as long as they are shown. */
export function useBlobUrl(bytes: Uint8Array, mime: string): string {
  const url = useMemo(() => URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mime })), [bytes, mime]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return url;
}
