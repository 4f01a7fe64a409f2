import type { Checkpoint } from '@mobilenext/converter';
import type { NetworkFacts } from '@mobilenext/mobilenext';
import { badCall, failed } from '../frame/errors.js';
import { QUESTIONS } from './questions.js';

/**
 * Flags may overrule what was written beside the weights of a checkpoint; a graph is the network
 * itself, and otherwise its weights predict something else.
 *
 * @throws {CliError} `USAGE` where `--strides` or `--identity-multiplier` contradict the graph.
 */
export function checkGraphFacts(
  path: string,
  { graph = {} }: Pick<Checkpoint, 'graph'>,
  typed: Pick<NetworkFacts, 'strides' | 'identityMultiplier'>,
): void {
  for (const question of ['strides', 'identityMultiplier'] as const) {
    const [wanted, has] = [typed[question], graph[question]];
    if (wanted === undefined || has === undefined || wanted === has) continue;
    const { flag, words } = QUESTIONS[question];
    throw badCall(
      `${flag} ${wanted}: the graph of ${path} has ${words} ${has ?? 'of its own'}; leave the flag out`,
    );
  }
}

/**
 * Whether a network with what the graph has can be run here; its tensors can be converted all the same.
 *
 * @throws {CliError} `FAILED` where its strides or its shortcuts have no name.
 */
export function requireNamedFacts(path: string, checkpoint: Pick<Checkpoint, 'graph'>): void {
  const own = unnamedFact(checkpoint);
  if (own === undefined) return;
  throw failed(
    `the graph of ${path} has ${QUESTIONS[own].words} of its own, with which no network here runs: export it with one of the usual ones`,
  );
}

/** What a graph has of its own, that no table here has. */
export const unnamedFact = ({ graph = {} }: Pick<Checkpoint, 'graph'>) =>
  (['strides', 'identityMultiplier'] as const).find((each) => graph[each] === null);
