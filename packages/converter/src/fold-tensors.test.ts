import { expect, it } from '@jest/globals';
import { fold } from '@mobilenext/core';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { randomTensors } from '../test/random-tensors.js';
import { foldTensors, unfoldTensors } from './fold-tensors.js';
import { arraysFromTensors } from './network-arrays.js';
import { toFloat32 } from './tensor-values.js';

it('unfolds to batch norms that give the folded parameters again', () => {
  const network = mobileNeXt({ width: 0.1, numClasses: 3 });
  const folded = foldTensors(network, randomTensors(network));
  const again = fold(network, arraysFromTensors(network, unfoldTensors(network, folded)));
  expect([...again.keys()]).toEqual([...folded.keys()]);
  for (const [key, tensor] of folded) expect(again.get(key)).toEqual(toFloat32(tensor));
});
