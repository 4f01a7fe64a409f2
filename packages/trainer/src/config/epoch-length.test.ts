import { describe, expect, it } from '@jest/globals';
import { epochLength } from './epoch-length.js';

describe('epochLength', () => {
  it('is all pictures, or as many as are asked for and there', () => {
    const batch = 8;
    expect(epochLength({ samplesPerEpoch: 0, batch }, 20)).toEqual({ samples: 20, iterations: 3 });
    expect(epochLength({ samplesPerEpoch: 9, batch }, 20)).toEqual({ samples: 9, iterations: 2 });
    expect(epochLength({ samplesPerEpoch: 99, batch }, 20)).toEqual({ samples: 20, iterations: 3 });
  });
});
