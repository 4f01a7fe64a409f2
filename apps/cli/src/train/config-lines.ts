import type { TrainConfig } from '@mobilenext/trainer';

/** A configuration as lines `optimizer.momentum  0.9`, by the names that `--set` takes. */
export function configLines(config: TrainConfig): string {
  const leaves = leavesOf(config, '');
  const width = Math.max(...leaves.map(([path]) => path.length));
  return leaves.map(([path, value]) => `${path.padEnd(width)}  ${value}\n`).join('');
}

function leavesOf(value: object, prefix: string): readonly (readonly [string, string])[] {
  return Object.entries(value).flatMap(([key, below]: [string, unknown]) =>
    below !== null && typeof below === 'object' && !Array.isArray(below)
      ? leavesOf(below, `${prefix}${key}.`)
      : [[`${prefix}${key}`, typeof below === 'string' ? below : JSON.stringify(below)] as const],
  );
}
