/** Numbers and times as people read them, the same in the status bar, the panel and the log. */

/** A metric: four significant digits, exponent only where a plain number would be unreadable. */
export function formatMetric(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e6) return value.toExponential(2);
  return size >= 1000 ? value.toFixed(1) : size >= 1 ? value.toFixed(size >= 100 ? 2 : 3) : value.toFixed(4);
}

/** Seconds as "8.3 s", "2 min 5 s", "1 h 20 min". */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '–';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A count with thin separators, e.g. 1,234,567. */
export const formatCount = (count: number): string => count.toLocaleString('en-US');

/** Characters of a common start that labels keep, and those beyond which it is cut. */
const COMMON_START_KEPT = 8;
const COMMON_START_MAX = 20;

/** Labels without most of what they all start with: of paths and addresses, what differs is seen where there is little room. */
export function withoutCommonStart(labels: readonly string[]): string[] {
  if (labels.length < 2) return [...labels];
  let common = Math.min(...labels.map(label => label.length));
  for (const label of labels) while (!label.startsWith(labels[0].slice(0, common))) common--;
  return labels.map(label => (common > COMMON_START_MAX ? `…${label.slice(common - COMMON_START_KEPT)}` : label));
}

/** "val_sparse_accuracy" as "sparse accuracy"; what a chart of the training and the validation value is called. */
export const metricTitle = (metric: string): string => {
  const words = metric.replace(/_/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A size, e.g. "720 bytes", "11.4 KiB". */
export function formatBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  for (; size >= 1024 && unit < UNITS.length - 1; unit++) size /= 1024;
  if (unit === 0) return `${Math.round(size)} ${size === 1 ? 'byte' : 'bytes'}`;
  return `${size >= 100 ? size.toFixed(0) : size.toPrecision(3)} ${UNITS[unit]}`;
}
