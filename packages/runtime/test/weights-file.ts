import { type Network, type StateEntry, stateDict } from '@mobilenext/core';

interface Tensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** A safetensors file of these tensors, in their order, without any alignment. */
export function safetensorsOf(
  tensors: Readonly<Record<string, Tensor>>,
  metadata?: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { dtype, shape, bytes }]) => {
    const begin = end;
    end += bytes.length;
    return [name, { dtype, shape, data_offsets: [begin, end] }] as const;
  });
  const header = { ...(metadata && { __metadata__: metadata }), ...Object.fromEntries(entries) };
  return fileOf(
    JSON.stringify(header),
    Object.values(tensors).map(({ bytes }) => bytes),
  );
}

/** A file of any header and data. */
export function fileOf(header: string, data: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = new Uint8Array(8);
  const text = new TextEncoder().encode(header);
  new DataView(length.buffer).setBigUint64(0, BigInt(text.length), true);
  return new Uint8Array(Buffer.concat([length, text, ...data]));
}

export const float32 = (shape: readonly number[], values: Float32Array): Tensor => ({
  ...{ dtype: 'F32', shape },
  bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
});

/** A network's tensors, each made by its entry and number of elements. */
export function networkTensors(
  network: Network,
  make: (entry: StateEntry, length: number) => Float32Array,
): Record<string, Tensor> {
  const entries = stateDict(network).filter(({ role }) => role !== 'batchCount');
  return Object.fromEntries(
    entries.map((entry) => {
      const length = entry.shape.reduce((product, size) => product * size, 1);
      return [entry.key, float32(entry.shape, make(entry, length))];
    }),
  );
}

/** Numbers between -1 and 1 that keep the values of a network at about one size. */
export function anyNumbers(seed: number): (entry: StateEntry, length: number) => Float32Array {
  let state = seed >>> 0;
  return ({ shape, role }, length) => {
    const inputs = shape.slice(1).reduce((product, size) => product * size, 1);
    const scale = shape.length > 1 ? Math.sqrt(3 / inputs) : 1;
    return Float32Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const value = state / 2 ** 31 - 1;
      // Below 1, the picture would be lost on the way through the layers.
      if (role === 'normWeight') return 1.5 + value / 2;
      return role === 'runningVariance' ? 1 + value / 2 : value * scale;
    });
  };
}

/** What our trainer writes beside the tensors. */
export const runMetadata = (
  config: Readonly<Record<string, unknown>>,
  classes: readonly string[],
): Record<string, string> => ({
  format: 'mobilenext-training/1',
  run: JSON.stringify({ config, classes }),
});
