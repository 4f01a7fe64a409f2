import type { Meanings } from './interpret.js';

/** `DecodeImage`, which says what is always done. */
export const decoding = (operations: string): Meanings => ({
  [`${operations}.DecodeImage`]: { only: [true] },
  [`${operations}.DecodeImage.to_rgb`]: { only: [true] },
  [`${operations}.DecodeImage.channel_first`]: { only: [false] },
  [`${operations}.DecodeImage.backend`]: { only: ['pil'] },
});

/** What `NormalizeImage` cannot change. */
export const normalization = (operations: string): Meanings => ({
  [`${operations}.NormalizeImage.scale`]: { only: ['1.0/255.0', '1/255', 1 / 255] },
  [`${operations}.NormalizeImage.order`]: { only: ['', 'hwc'] },
  [`${operations}.ToCHWImage`]: { only: [true] },
});
