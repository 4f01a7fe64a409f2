import { describe, expect, it } from '@jest/globals';
import { readCheckpoint, readSafetensors, toFloat64, writeSafetensors } from '../src/index.js';
import { bytesOf, filesOf, index, tensorsSha256, tiny } from './golden.js';

const files = filesOf('good', ['.safetensors', '.pth', '.pth.tar', '.pdparams']);
// The one that is left out was made by hand, with data that are not aligned.
const pythonWritten = filesOf('good', ['.safetensors']).filter(
  ({ name }) => name !== 'sd-unaligned.safetensors',
);

describe('good checkpoints', () => {
  it('lists the keys of the tiny network as PyTorch does', () => {
    expect(tiny.map(({ key }) => key)).toEqual(index.order);
  });

  it.each(files)('reads $file', async (file) => {
    const { tensors, ema, metadata } = await readCheckpoint(bytesOf(file));
    expect(tensors.size).toBe(file.expect.keys);
    if (file.expect.tensors_sha256) {
      expect(tensorsSha256(tensors)).toBe(file.expect.tensors_sha256);
    }
    expect(ema && tensorsSha256(ema)).toBe(file.expect.ema_tensors_sha256);
    for (const [key, value] of Object.entries(file.expect.meta ?? {})) {
      expect(metadata[key]).toBe(String(value));
    }
  });

  it('reads the counters of batches', async () => {
    const { tensors } = await readCheckpoint(bytesOf({ file: 'good/sd.pth.br', stored: 'brotli' }));
    const key = 'features.0.1.num_batches_tracked';
    const counter = tensors.get(key);
    expect(counter?.shape).toEqual([]);
    expect(counter && [...toFloat64(counter)]).toEqual([1000 + index.order.indexOf(key)]);
  });

  it.each(pythonWritten)('writes the bytes of $file, as the Python library does', (file) => {
    const bytes = bytesOf(file);
    const { tensors, metadata } = readSafetensors(bytes);
    expect(Buffer.from(writeSafetensors(tensors, metadata)).equals(bytes)).toBe(true);
  });
});
