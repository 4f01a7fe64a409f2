import { describe, expect, it } from '@jest/globals';
import { countParameters, multiplyAdds } from '@mobilenext/core';
import { type Digested, originals, ours, title } from './original.js';
import { blockRows, digest, layerRows, stateRows } from './table.js';

describe.each(originals.map((original) => ({ name: title(original), original })))(
  'as the original: $name',
  ({ original }) => {
    const network = ours(original);

    it('parameters', () => {
      expect(countParameters(network)).toBe(original.parameters);
    });

    it('blocks', () => {
      expect(blockRows(network)).toEqual(original.blocks);
    });

    it('keys, shapes and kinds of the state_dict, in order', () => {
      expectRows(stateRows(network), original.stateDict);
    });

    it.each(original.multiplyAdds)('multiply-adds at $side', ({ side, total, layers }) => {
      expect(multiplyAdds(network, { height: side, width: side }).total).toBe(total);
      expectRows(layerRows(network, side), layers);
    });
  },
);

function expectRows(rows: readonly unknown[], { sha256, rows: expected }: Digested): void {
  if (expected) expect(rows).toEqual(expected);
  expect(digest(rows)).toBe(sha256);
}
