import { settingsOf, type TrainConfig } from '@mobilenext/trainer';

/** A configuration as lines `optimizer.momentum  0.9`, by the names that `--set` takes. */
export const configLines = (config: TrainConfig): string => linesOf([...settingsOf(config)]);

type Setting = readonly [path: string, value: unknown];

/** Settings as lines in two columns. */
export function linesOf(settings: readonly Setting[]): string {
  const width = Math.max(...settings.map(([path]) => path.length));
  return settings
    .map(([path, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return `${path.padEnd(width)}  ${text}\n`;
    })
    .join('');
}
