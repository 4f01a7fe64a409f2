import type { PictureSize } from '@mobilenext/pictures';
import type { RandomStream } from '../random/random-stream.js';
import type { Operation } from './operation.js';
import { drawPaddleclasPolicy } from './policies/draw-paddleclas.js';
import { drawTimmPolicy } from './policies/draw-timm.js';
import { drawTorchvisionPolicy } from './policies/draw-torchvision.js';
import type { Policy } from './policy.js';

/** The operations that a policy draws for one picture. */
export function drawPolicy(
  policy: Policy,
  size: PictureSize,
  random: RandomStream,
): readonly Operation[] {
  switch (policy.kind) {
    case 'timmAutoAugment':
    case 'timmRandAugment':
      return drawTimmPolicy(policy, size, random);
    case 'torchvisionAutoAugment':
    case 'torchvisionRandAugment':
    case 'torchvisionTrivialAugment':
      return drawTorchvisionPolicy(policy, size, random);
    case 'paddleclasAutoAugment':
    case 'paddleclasRandAugment':
      return drawPaddleclasPolicy(policy, size, random);
  }
}
