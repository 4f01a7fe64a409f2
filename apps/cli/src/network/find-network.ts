import { existsSync } from 'node:fs';
import { findKnownWeights, variantNetwork, variants } from '@mobilenext/mobilenext';
import type { Context } from '../frame/context.js';
import { notFound } from '../frame/errors.js';
import { weightsPath } from '../weights/weights-path.js';
import { defined, type FoundNetwork, type NetworkOverrides } from './found-network.js';
import { parseVariant } from './parse-variant.js';

/**
 * The network that a variant's name, a checkpoint's path or the name of known weights stands for.
 *
 * @throws {CliError} `USAGE` with the nearest names; ConverterError for a bad checkpoint.
 */
export async function findNetwork(
  name: string,
  overrides: NetworkOverrides,
  context: Context,
): Promise<FoundNetwork> {
  if (existsSync(name) || findKnownWeights(name)) {
    const { openWeights } = await import('./open-weights.js');
    return openWeights(await weightsPath(name, context), overrides);
  }
  if (/[/\\]|\.(safetensors|pth|pt|tar|pdparams|npz|onnx)$/.test(name)) {
    throw notFound('checkpoint', name, 'give the path of a file, or the name of a variant');
  }
  const variant = parseVariant(name);
  return {
    network: variantNetwork(variant, defined(overrides)),
    variant,
    preprocessing: variants[variant].preprocessing,
    assumed: [],
    unexpected: [],
  };
}
