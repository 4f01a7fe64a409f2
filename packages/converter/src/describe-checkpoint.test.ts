import { describe, expect, it } from '@jest/globals';
import { stateDict } from '@mobilenext/core';
import { resolveVariant, variantNames, variantNetwork } from '@mobilenext/mobilenext';
import { describeCheckpoint } from './describe-checkpoint.js';
import type { StoredTensor } from './stored-tensor.js';

/** Tensors of the right shapes; their content does not matter here. */
function shapesOf(name: string, numClasses: number, prefix = ''): Map<string, StoredTensor> {
  const wanted = stateDict(variantNetwork(resolveVariant(name), { numClasses }));
  return new Map(
    wanted.map(({ key, shape }) => [
      prefix + key,
      { dtype: 'F32', shape, bytes: new Uint8Array(0) },
    ]),
  );
}

describe('describeCheckpoint', () => {
  it.each(variantNames)('recognises %s', (name) => {
    const { variants, numClasses } = describeCheckpoint(shapesOf(name, 37, 'module.'));
    expect(variants).toContain(name);
    expect(variants).toHaveLength(2);
    expect(numClasses).toBe(37);
  });

  it('compares with the nearest variant if none fits', () => {
    const tensors = shapesOf('mobilenext-0.35', 10);
    tensors.delete('features.3.conv.0.weight');
    expect(() => describeCheckpoint(tensors)).toThrow(
      '1 of 446 keys do not fit the network: missing features.3.conv.0.weight',
    );
  });

  it('says that there is no classifier', () => {
    expect(() => describeCheckpoint(new Map())).toThrow('classifier.1.weight is missing');
  });
});
