/** `3,416,552` */
export const grouped = (count: number): string => count.toLocaleString('en-US');

/** `76.05 %` of a fraction. */
export const percent = (fraction: number): string => `${(fraction * 100).toFixed(2)} %`;

/** `1.62e-5`, or `0`. */
export const scientific = (value: number): string => (value === 0 ? '0' : value.toExponential(2));

/** `1.5 GB`; powers of ten. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, count < 1 ? 0 : Math.floor(Math.log10(count) / 3));
  const value = count / 1000 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${units[power]}`;
}
