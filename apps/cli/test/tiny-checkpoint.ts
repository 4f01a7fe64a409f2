import { stateDict } from '@mobilenext/core';
import { fromFloat32, writeCheckpoint } from '@mobilenext/converter';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { initialize } from '@mobilenext/nn';

/** Writes untrained weights of width 0.1 for small pictures. */
export async function writeTinyCheckpoint(
  path: string,
  { numClasses, seed = 0 }: { readonly numClasses: number; readonly seed?: number },
): Promise<void> {
  const network = mobileNeXt({ width: 0.1, numClasses, strides: 'small' });
  const arrays = initialize(network, { seed });
  const tensors = new Map(
    stateDict(network).map(({ key, shape }) => [
      key,
      fromFloat32(arrays.get(key) as Float32Array, shape),
    ]),
  );
  await writeCheckpoint(path, { tensors, metadata: {} });
}
