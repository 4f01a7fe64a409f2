import { describe, expect, it } from '@jest/globals';
import { fileOf, fixture, TINY } from '../../test/fixtures.js';
import { openFiles } from './open-files.js';
import { reportOf } from './report.js';

const reportOfFixture = async (name: string) =>
  reportOf(await openFiles([fileOf(name, fixture(name))]));

describe('reportOf', () => {
  it('tells the network by its shapes, and not what they leave open', async () => {
    const report = await reportOfFixture(TINY);
    expect(report).toMatchObject({
      name: TINY,
      format: 'pth',
      bytes: fixture(TINY).length,
      hasAverage: false,
      saved: {},
      network: {
        width: 0.1,
        numClasses: 10,
        variants: ['mobilenext-0.1', 'mobilenext-0.1-small'],
        unexpected: [],
      },
    });
    expect(report.tensors[0]).toEqual({
      key: 'features.0.0.weight',
      dtype: 'BF16',
      shape: [4, 3, 3, 3],
    });
  });

  it('keeps the keys of a checkpoint of another network, and says why it is another', async () => {
    const { network, tensors } = await reportOfFixture('two-arrays.npz');
    expect(network).toMatchObject({ problem: { code: 'missing-key' } });
    expect(tensors).toHaveLength(2);
  });
});
