// The training steps that are timed, by name.
import { mobileNeXt, variantNetwork } from '@mobilenext/mobilenext';

export const CASES = {
  small: {
    network: variantNetwork('mobilenext-0.35-small', { numClasses: 10 }),
    side: 32,
    batch: 128,
  },
  0.35: { network: mobileNeXt({ width: 0.35 }), side: 224, batch: 16 },
  '1.0': { network: mobileNeXt({ width: 1 }), side: 224, batch: 16 },
};
