import type { Picture } from '../resample/picture.js';
import * as kernels from './kernels.js';

const LEVELS = 256;

/** Gives every channel the level that `levelOf` names, clamped to 0..255 and cut down. */
export const mapLevels = (picture: Picture, levelOf: (level: number) => number): Picture =>
  mapChannels(picture, () => levelOf);

/** As {@link mapLevels}, after a look at the channel's histogram of 256 counts. */
export function mapByHistogram(
  picture: Picture,
  mapping: (histogram: Uint32Array) => (level: number) => number,
): Picture {
  const counts = kernels.histograms(picture.data);
  return mapChannels(picture, (channel) =>
    mapping(counts.subarray(channel * LEVELS, (channel + 1) * LEVELS)),
  );
}

function mapChannels(
  picture: Picture,
  mappingOf: (channel: number) => (level: number) => number,
): Picture {
  const tables = new Uint8Array(3 * LEVELS);
  for (let channel = 0; channel < 3; channel++) {
    const levelOf = mappingOf(channel);
    for (let level = 0; level < LEVELS; level++) {
      tables[channel * LEVELS + level] = Math.min(Math.max(levelOf(level), 0), 255);
    }
  }
  return { ...picture, data: kernels.lookUp(picture.data, tables) };
}
