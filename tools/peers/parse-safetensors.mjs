/** Float32Arrays by key, and their shapes, from the bytes of a safetensors file of float32. */
export function parseSafetensors(file) {
  const bytes = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const data = 8 + Number(bytes.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, data)));
  const tensors = new Map();
  for (const [key, { dtype, shape, data_offsets: offsets }] of Object.entries(header)) {
    // What is not float32 are the counters of batch norms, which no inference needs.
    if (dtype !== 'F32') continue;
    const [from, to] = offsets.map((offset) => data + offset);
    tensors.set(key, { shape, values: new Float32Array(file.slice(from, to).buffer) });
  }
  return tensors;
}
