import { holdsGraph, type WrittenFormat } from '@mobilenext/converter';
import type { NetworkFacts, StridesName } from '@mobilenext/mobilenext';
import { badCall } from '../frame/errors.js';

/**
 * Flags may overrule what was written beside the weights of a checkpoint; a graph is the network
 * itself, and with other strides its weights predict something else.
 *
 * @throws {CliError} `USAGE` where `--strides` contradicts the graph.
 */
export function checkGraphStrides(
  path: string,
  { format, saved }: { readonly format: WrittenFormat; readonly saved: NetworkFacts },
  { strides }: { readonly strides?: StridesName },
): void {
  if (!holdsGraph(format) || strides === undefined || saved.strides === undefined) return;
  if (strides !== saved.strides) {
    throw badCall(
      `--strides ${strides}: the graph of ${path} has ${saved.strides} strides; leave the flag out`,
    );
  }
}
