import { describe, expect, it } from '@jest/globals';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { initialize } from '@mobilenext/nn';
import { decayedKeys } from './decayed-keys.js';

describe('decayedKeys', () => {
  const network = mobileNeXt({ width: 0.35, numClasses: 10 });
  const arrays = initialize(network, { seed: 0 });
  const elements = (keys: readonly string[]): number =>
    keys.reduce((sum, key) => sum + (arrays.get(key) as Float32Array).length, 0);

  it('takes filters and the classifier weight', () => {
    const keys = [...arrays.keys()].filter(decayedKeys(network, 'weights'));
    // As the PyTorch reference run counted them, see golden/cifar10-baseline.json.
    expect(elements(keys)).toBe(623_408);
    expect(keys).toContain('classifier.1.weight');
    expect(keys).not.toContain('classifier.1.bias');
  });

  it('takes everything if asked to', () => {
    expect([...arrays.keys()].every(decayedKeys(network, 'all'))).toBe(true);
  });
});
