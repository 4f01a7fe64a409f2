import type { Meanings } from './interpret.js';

/** `DecodeImage`, which says what is always done. */
export const decoding = (operations: string): Meanings => ({
  [`${operations}.DecodeImage`]: { only: [true] },
  [`${operations}.DecodeImage.to_rgb`]: { only: [true] },
  [`${operations}.DecodeImage.channel_first`]: { only: [false] },
  [`${operations}.DecodeImage.backend`]: { only: ['pil'] },
});

/** How a picture is prepared where nothing is trained: what `eval` and `predict` have flags for. */
export const preparation = (operations: string): Meanings => ({
  ...decoding(operations),
  [`${operations}.ResizeImage.resize_short`]: { flag: 'size' },
  [`${operations}.ResizeImage.interpolation`]: { flag: 'interpolation' },
  [`${operations}.ResizeImage.backend`]: { only: ['pil'] },
  [`${operations}.CropImage.size`]: { flag: 'crop' },
  ...normalization(operations),
  [`${operations}.NormalizeImage.mean`]: { only: [[0.485, 0.456, 0.406]] },
  [`${operations}.NormalizeImage.std`]: { only: [[0.229, 0.224, 0.225]] },
});

/** What `NormalizeImage` cannot change. */
export const normalization = (operations: string): Meanings => ({
  [`${operations}.NormalizeImage.scale`]: { only: ['1.0/255.0', '1/255', 1 / 255] },
  [`${operations}.NormalizeImage.order`]: { only: ['', 'hwc'] },
  [`${operations}.ToCHWImage`]: { only: [true] },
});
