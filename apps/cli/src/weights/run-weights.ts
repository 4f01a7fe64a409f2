import { existsSync } from 'node:fs';
import { KNOWN_WEIGHTS, type KnownWeights, variants } from '@mobilenext/mobilenext';
import { formatTable } from '../format/table.js';
import { type Context, writeJson } from '../frame/context.js';
import { cachedFile, urlOf } from './known-file.js';

/** What is told of known weights. */
interface Listed extends KnownWeights {
  readonly width: number;
  /** Where they lie on this machine. */
  readonly cached: string | null;
}

/** Lists the weights that can be given by name. */
export function runWeights(context: Context): void {
  const listed = KNOWN_WEIGHTS.map((known) => listedOf(known, context.env));
  if (context.json) writeJson(context, listed);
  else context.stdout.write(tableOf(listed));
}

function listedOf(known: KnownWeights, env: Context['env']): Listed {
  const path = cachedFile(known, env);
  const { width } = variants[known.variant];
  return { ...known, url: urlOf(known, env), width, cached: existsSync(path) ? path : null };
}

const tableOf = (listed: readonly Listed[]): string =>
  formatTable(
    [
      { title: 'name' },
      { title: 'width', align: 'right' },
      { title: 'top-1', align: 'right' },
      { title: 'here' },
      { title: 'licence' },
      { title: 'source' },
    ],
    listed.map((known) => [
      known.name,
      known.width.toFixed(2),
      known.top1 === undefined ? '?' : `${known.top1} %`,
      stateOf(known),
      known.licence,
      known.source,
    ]),
  );

function stateOf({ cached, url }: Listed): string {
  if (cached !== null) return 'cached';
  return url === undefined ? 'by hand' : 'at first use';
}
