/** `3,416,552` */
export const grouped = (count: number): string => count.toLocaleString('en-US');

/** `1.62e-5`, or `0`. */
export const scientific = (value: number): string => (value === 0 ? '0' : value.toExponential(2));

/** `13.7 MB`; powers of ten. */
export function bytesText(count: number): string {
  const power = Math.min(3, Math.floor(Math.log10(Math.max(count, 1)) / 3));
  const value = count / 1000 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${['bytes', 'kB', 'MB', 'GB'][power]}`;
}
