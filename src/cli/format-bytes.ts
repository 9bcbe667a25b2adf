const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A size as people read it: "720 bytes", "11.4 KiB", "9.31 GiB". */
export function formatBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  for (; size >= 1024 && unit < UNITS.length - 1; unit++) size /= 1024;
  if (unit === 0) return `${Math.round(size)} ${size === 1 ? 'byte' : 'bytes'}`;
  return `${size >= 100 ? size.toFixed(0) : size.toPrecision(3)} ${UNITS[unit]}`;
}
