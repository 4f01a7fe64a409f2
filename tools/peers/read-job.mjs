// The files that a job names.
import { readFileSync } from 'node:fs';

/** Float32Arrays by key, and their shapes, from a safetensors file of float32. */
export function readSafetensors(path) {
  const file = readFileSync(path);
  const headerBytes = Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.subarray(8, 8 + headerBytes).toString());
  const tensors = new Map();
  for (const [key, { shape, data_offsets: offsets }] of Object.entries(header)) {
    if (key === '__metadata__') continue;
    const [from, to] = offsets.map((offset) => 8 + headerBytes + offset);
    tensors.set(key, { shape, values: floats(file.subarray(from, to)) });
  }
  return tensors;
}

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
