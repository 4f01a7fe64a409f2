import { describe, expect, it } from '@jest/globals';
import { countParameters, multiplyAdds, stateDict } from '@mobilenext/core';
import { mobileNeXt } from './mobilenext.js';
import { blockOf, identityText, summarize } from './summarize.js';

const input = { height: 224, width: 192 };

describe('summarize', () => {
  const network = mobileNeXt({ width: 0.35, numClasses: 7, identityMultiplier: 2 });
  const summary = summarize(network, { variant: null, input });

  it('has layers whose figures add up to the totals', () => {
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    expect(sum(summary.layers.map((layer) => layer.parameters))).toBe(countParameters(network));
    expect(sum(summary.layers.map((layer) => layer.multiplyAdds))).toBe(
      multiplyAdds(network, input).total,
    );
    expect(summary.layers).toHaveLength(22);
    expect(summary.layers.at(-1)?.outputShape).toEqual([7]);
    expect(Object.keys(summary.keys)).toHaveLength(stateDict(network).length);
  });

  it('finds the block of a layer, and none for stem and classifier', () => {
    const blocks = summary.layers.map((layer) => blockOf(summary, layer));
    expect(blocks.slice(1, -1)).toEqual(summary.blocks);
    expect([blocks[0], blocks.at(-1)]).toEqual([undefined, undefined]);
  });

  it('tells how many channels a block adds', () => {
    const [first, , , fourth] = summary.blocks;
    expect([identityText(first), identityText(fourth)]).toEqual(['', '32 of 64']);
    const whole = summarize(mobileNeXt({ width: 0.35 }), { variant: null, input });
    expect(identityText(whole.blocks[3])).toBe('whole');
  });
});
