import { describe, expect, it } from '@jest/globals';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { checkWritten, type Conversion, readCheckpoint, writeOnnx } from '../src/index.js';
import { randomTensors } from './random-tensors.js';

const networkOf = (identityMultiplier: number) =>
  mobileNeXt({ width: 0.1, numClasses: 3, identityMultiplier });

describe('checkWritten', () => {
  it('takes the multipliers that add the same channels for one', async () => {
    const network = networkOf(16);
    const tensors = randomTensors(network);
    const read = await readCheckpoint(Buffer.from(writeOnnx(network, tensors)));
    // Of 20, 28, 40, 56 and 96 channels a 15th and a 16th are as many.
    expect(read.graph?.identityMultiplier).toBe(15);
    const conversion: Conversion = { format: 'onnx', network, tensors };
    expect(checkWritten(read, conversion).maxAbsDifference).toBe(0);
    expect(() => checkWritten(read, { ...conversion, network: networkOf(14) })).toThrow(
      'its graph does not have the identity multiplier of the network',
    );
    const own = { ...read, graph: { ...read.graph, identityMultiplier: null } };
    expect(() => checkWritten(own, conversion)).toThrow('identity multiplier of the network');
  });
});
