import { describe, expect, it } from '@jest/globals';
import { stateDict } from '@mobilenext/core';
import { mobileNeXt } from '@mobilenext/mobilenext';
import {
  describeCheckpoint,
  encodeFile,
  encodeFolder,
  fitToNetwork,
  readCheckpoint,
  readTfjs,
  type TensorMap,
  tensorsToWrite,
  toFloat32,
  toFloat64,
  unfoldTensors,
} from '../src/index.js';
import { besideOf, bytesOf, filesOf, tensorsSha256 } from './golden.js';
import { runGraphModel, runLayersModel } from './load-tfjs.js';
import { differing } from './random-tensors.js';

const FORMATS = ['safetensors', 'pth', 'pdparams', 'npz', 'onnx'] as const;

const files = filesOf('good').filter(({ expect: wanted }) => wanted.tensors_sha256);

/** The file's tensors under the network's keys, as every conversion begins. */
async function open(file: (typeof files)[number]) {
  const beside = besideOf(file);
  const { tensors, metadata } = await readCheckpoint(bytesOf(file), { beside });
  const { width, numClasses } = describeCheckpoint(tensors);
  const network = mobileNeXt({ width, numClasses });
  return { network, tensors: fitToNetwork(tensors, stateDict(network)).tensors, metadata };
}

describe('every good file, to every format and back', () => {
  it.each(files)('$file', async (file) => {
    const { network, tensors, metadata } = await open(file);
    expect(tensorsSha256(tensors)).toBe(file.expect.tensors_sha256);
    const content = { tensors, metadata };
    for (const format of FORMATS) {
      const read = await readCheckpoint(encodeFile(format, content, { network }));
      expect(differing(read.tensors, tensorsToWrite(format, tensors, { network }))).toEqual([]);
    }
    const layers = readTfjs(encodeFolder('tfjs-layers', content, { network }), network);
    expect(differing(layers, tensorsToWrite('tfjs-layers', tensors, { network }))).toEqual([]);
  });

  it.each(FORMATS)('%s in float16', async (format) => {
    const { network, ...content } = await open(files[0]);
    const options = { network, half: true };
    const read = await readCheckpoint(encodeFile(format, content, options));
    expect(differing(read.tensors, tensorsToWrite(format, content.tensors, options))).toEqual([]);
  });

  it.each([false, true])('folded ONNX, in float16: %s', async (half) => {
    const { network, ...content } = await open(files[0]);
    const options = { network, half, fold: true };
    const read = await readCheckpoint(encodeFile('onnx', content, options));
    const written = unfoldTensors(network, tensorsToWrite('onnx', content.tensors, options));
    expect(differing(read.tensors, written)).toEqual([]);
  });
});

describe('TensorFlow.js models of the golden network', () => {
  /** Float32 sums through 74 convolutions, of the largest logit. */
  const TOLERANCE = 2e-5;

  const golden = async (name: string): Promise<TensorMap> =>
    (await readCheckpoint(bytesOf({ file: `good/${name}`, stored: 'raw' }))).tensors;

  it.each([
    ['tfjs-graph', runGraphModel, false, 'logits_f64', TOLERANCE],
    ['tfjs-layers', runLayersModel, false, 'logits_f64', TOLERANCE],
    ['tfjs-layers', runLayersModel, true, 'logits_from_f16_f64', TOLERANCE],
    // Rounded after folding, which is nobody's reference: eleven bits, 74 times over.
    ['tfjs-graph', runGraphModel, true, 'logits_f64', 2e-2],
  ] as const)('%s gives the logits of PyTorch', async (format, run, half, key, tolerance) => {
    const network = mobileNeXt({ width: 0.1, numClasses: 10 });
    const content = { tensors: await golden('tiny.safetensors'), metadata: {} };
    const files = encodeFolder(format, content, { network, half });
    const logits = await golden('logits.safetensors');
    const values = nhwc(toFloat32(logits.get('input')!), 64);
    const found = await run(files, { values, shape: [1, 64, 64, 3] });
    const wanted = toFloat64(logits.get(key)!);
    const worst = Math.max(...wanted.map((value, i) => Math.abs(value - found[i])));
    expect(worst / Math.max(...wanted.map(Math.abs))).toBeLessThan(tolerance);
  });
});

/** A picture [3, side, side] -> [side, side, 3]. */
const nhwc = (nchw: Float32Array, side: number): Float32Array =>
  nchw.map((_, i) => nchw[(i % 3) * side * side + Math.floor(i / 3)]);
