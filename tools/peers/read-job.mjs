// The files that a job names.
import { readFileSync } from 'node:fs';
import { parseSafetensors } from './parse-safetensors.mjs';

/** Float32Arrays by key, and their shapes, from a safetensors file of float32. */
export const readSafetensors = (path) => parseSafetensors(new Uint8Array(readFileSync(path)));

/** Pictures [batch, input, input, 3]. */
export const readPicturesNhwc = ({ pictures }) => floats(readFileSync(pictures));

/** The same as [batch, 3, input, input]. */
export function readPicturesNchw(job) {
  const nhwc = readPicturesNhwc(job);
  const pixels = job.input * job.input;
  return Float32Array.from({ length: nhwc.length }, (_, i) => {
    const [picture, channel] = [Math.floor(i / (3 * pixels)), Math.floor(i / pixels) % 3];
    return nhwc[(picture * pixels + (i % pixels)) * 3 + channel];
  });
}

function floats({ buffer, byteOffset, byteLength }) {
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}
