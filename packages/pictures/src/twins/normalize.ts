import type { ChannelOrder } from '../resample/normalize.js';
import { CHANNELS } from '../resample/picture.js';

/** `normalizeInto` in plain loops, to be read and compared with. */
export function normalizeInto(
  values: Float32Array,
  pixels: Uint8Array,
  table: Float32Array,
  channelOrder: ChannelOrder = 'rgb',
): void {
  const first = table.subarray(0, 256);
  const second = table.subarray(256, 512);
  const third = table.subarray(512);
  const [from, to] = channelOrder === 'rgb' ? [0, 2] : [2, 0];
  for (let i = 0; i < pixels.length; i += CHANNELS) {
    values[i] = first[pixels[i + from]];
    values[i + 1] = second[pixels[i + 1]];
    values[i + 2] = third[pixels[i + to]];
  }
}
