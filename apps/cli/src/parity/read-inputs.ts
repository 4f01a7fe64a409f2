import { readCheckpoint, type TensorMap } from '@mobilenext/converter';
import { requireFile } from '../files/require.js';

/**
 * The tensors of all files; a key that several have is the last one's.
 *
 * @throws {CliError} `NOT_FOUND`.
 */
export async function readInputs(paths: readonly string[]): Promise<TensorMap> {
  for (const path of paths) requireFile('input', path);
  const checkpoints = await Promise.all(paths.map((path) => readCheckpoint(path)));
  return new Map(checkpoints.flatMap(({ tensors }) => [...tensors]));
}
