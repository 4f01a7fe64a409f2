import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { fold } from '@mobilenext/core';
import { mobileNeXt, networkFactsOf } from '@mobilenext/mobilenext';
import {
  arraysFromTensors,
  readCheckpoint,
  readSafetensors,
  toFloat64,
  writeSafetensors,
} from '../src/index.js';
import { besideOf, bytesOf, filesOf, index, tensorsSha256, tiny } from './golden.js';

const files = filesOf('good').filter(({ expect }) => expect.ok && !expect.folded);
const folded = filesOf('good').filter(({ expect }) => expect.folded);
/** Optimiser states and the like: sound, but without parameters. */
const others = filesOf('good').filter(({ expect }) => expect.ok === false);
// The one that is left out was made by hand, with data that are not aligned.
const pythonWritten = filesOf('good', '.safetensors').filter(
  ({ name }) => name !== 'sd-unaligned.safetensors',
);

describe('good checkpoints', () => {
  it('lists the keys of the tiny network as PyTorch does', () => {
    expect(tiny.map(({ key }) => key)).toEqual(index.order);
  });

  it.each(files)('reads $file', async (file) => {
    const { tensors, ema, metadata } = await readCheckpoint(bytesOf(file), {
      beside: besideOf(file),
    });
    expect(tensors.size).toBe(file.expect.keys);
    if (file.expect.tensors_sha256) {
      expect(tensorsSha256(tensors)).toBe(file.expect.tensors_sha256);
    }
    expect(ema && tensorsSha256(ema)).toBe(file.expect.ema_tensors_sha256);
    for (const [key, value] of Object.entries(file.expect.meta ?? {})) {
      expect(metadata[key]).toBe(String(value));
    }
  });

  it.each(folded)('reads $file as it is when folded', async (file) => {
    const { tensors, metadata } = await readCheckpoint(bytesOf(file));
    expect(metadata.batch_norm).toBe('folded');
    const network = mobileNeXt({ width: 0.1, numClasses: 10 });
    const arrays = fold(network, arraysFromTensors(network, tensors));
    const hash = createHash('sha256');
    for (const values of arrays.values()) hash.update(new Uint8Array(values.buffer));
    expect(hash.digest('hex')).toBe(file.expect.folded_sha256);
  });

  it.each(filesOf('good', '.onnx'))(
    'reads what shapes do not tell in the graph of $file',
    async (file) => {
      const { metadata, graph } = await readCheckpoint(bytesOf(file), { beside: besideOf(file) });
      expect(graph).toEqual({ strides: 'imagenet', identityMultiplier: 1 });
      expect(networkFactsOf(metadata)).toEqual(graph);
    },
  );

  it.each(others)('tells that $file holds no parameters', async (file) => {
    await expect(readCheckpoint(bytesOf(file))).rejects.toMatchObject({ code: file.expect.error });
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
