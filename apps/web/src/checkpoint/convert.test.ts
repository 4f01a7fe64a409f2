import { describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import {
  fromFloat32,
  readCheckpoint,
  toFloat32,
  withAverage,
  WRITTEN_FORMATS,
  writeSafetensors,
} from '@mobilenext/converter';
import { networkFactsOf } from '@mobilenext/mobilenext';
import { fileOf, fixture, TINY } from '../../test/fixtures.js';
import type { ConvertOptions, Phase } from '../protocol.js';
import { convert } from './convert.js';
import { type OpenCheckpoint, openFiles } from './open-files.js';

const OPTIONS: ConvertOptions = {
  format: 'safetensors',
  average: false,
  half: false,
  fold: false,
  facts: { strides: 'small', identityMultiplier: 2 },
};

const openTiny = (): Promise<OpenCheckpoint> => openFiles([fileOf(TINY, fixture(TINY))]);

const run = (open: OpenCheckpoint, options: Partial<ConvertOptions>, phases: Phase[] = []) =>
  convert(open, { ...OPTIONS, ...options }, (phase) => phases.push(phase));

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());

describe('convert', () => {
  it.each(
    WRITTEN_FORMATS.flatMap((format) => [false, true].map((half) => [format, half] as const)),
  )('writes %s, float16 %s, and reads it back', async (format, half) => {
    const phases: Phase[] = [];
    const { blob, proof, leftOut } = await run(await openTiny(), { format, half }, phases);
    expect(phases).toEqual(['converting', 'checking']);
    expect(proof.tensors).toBeGreaterThan(100);
    expect(proof.largestLogit).toBeGreaterThan(0);
    // bfloat16 has fewer digits than float16, so that only what is folded first or too small moves.
    const isMoved = format === 'tfjs-graph' || half;
    if (!isMoved) expect([proof.maxAbsDifference, proof.logitsDifference]).toEqual([0, 0]);
    // Float16 has eleven bits, and the network rounds 74 times over.
    expect(proof.logitsDifference / proof.largestLogit).toBeLessThan(half ? 74 * 2 ** -11 : 1e-5);
    expect(leftOut).toEqual([]);
    expect(blob.size).toBeGreaterThan(700_000);
  });

  it('folds batch norms of ONNX', async () => {
    const { blob } = await run(await openTiny(), { format: 'onnx', fold: true });
    const { metadata } = await readCheckpoint(await bytesOf(blob));
    expect(metadata.batch_norm).toBe('folded');
  });

  it('writes what was said about the network into the metadata', async () => {
    const { blob } = await run(await openTiny(), {});
    const { metadata } = await readCheckpoint(await bytesOf(blob));
    expect(networkFactsOf(metadata)).toEqual({ strides: 'small', identityMultiplier: 2 });
  });

  it.each(['onnx', 'tfjs-graph', 'tfjs-layers'] as const)(
    'does not guess what %s needs',
    async (format) => {
      for (const facts of [{}, { strides: 'small' }, { identityMultiplier: 1 }] as const) {
        await expect(run(await openTiny(), { format, facts })).rejects.toMatchObject({
          code: 'network-needed',
        });
      }
    },
  );

  it('packs a folder for TensorFlow.js', async () => {
    const { name, blob } = await run(await openTiny(), { format: 'tfjs-graph' });
    expect(name).toBe('sd-bf16-tfjs-graph.zip');
    const names = Object.keys(unzipSync(await bytesOf(blob)));
    expect(names).toContain('sd-bf16-tfjs-graph/model.json');
  });

  it('takes the running average where it is asked for, and only where there is one', async () => {
    const { checkpoint } = await openTiny();
    const halved = new Map(
      [...checkpoint.tensors].map(([key, tensor]) => [
        key,
        tensor.dtype === 'BF16'
          ? fromFloat32(
              toFloat32(tensor).map((value) => value / 2),
              tensor.shape,
            )
          : tensor,
      ]),
    );
    const both = writeSafetensors(withAverage(checkpoint.tensors, halved), {});
    const { blob } = await run(await openFiles([fileOf('both.safetensors', both)]), {
      average: true,
    });
    const { tensors } = await readCheckpoint(await bytesOf(blob));
    expect(tensors.get('classifier.1.bias')).toEqual(halved.get('classifier.1.bias'));
    await expect(run(await openTiny(), { average: true })).rejects.toMatchObject({
      code: 'NO_AVERAGE',
    });
  });

  it.each(['onnx', 'tfjs-graph', 'tfjs-layers'] as const)(
    'refuses what contradicts the graph of %s, and takes what it says',
    async (format) => {
      const { blob, name } = await run(await openTiny(), { format });
      const content = await bytesOf(blob);
      const files = name.endsWith('.zip')
        ? Object.entries(unzipSync(content)).map(([path, bytes]) =>
            fileOf(path.replace(/^.*\//, ''), bytes),
          )
        : [fileOf(name, content)];
      const open = await openFiles(files);
      await expect(run(open, { facts: { strides: 'imagenet' } })).rejects.toMatchObject({
        code: 'GRAPH_FACTS',
        message: expect.stringMatching(/^strides imagenet: the graph of .* has strides small/),
      });
      await expect(run(open, { facts: { identityMultiplier: 1 } })).rejects.toMatchObject({
        message: expect.stringContaining('has identity multiplier 2; take that'),
      });
      const again = await run(open, { format: 'onnx', facts: {} });
      const { graph } = await readCheckpoint(await bytesOf(again.blob));
      expect(graph).toEqual(OPTIONS.facts);
    },
  );

  it('tells which keys it left out', async () => {
    const { checkpoint } = await openTiny();
    const extra = fromFloat32(Float32Array.of(1), [1]);
    const more = new Map([...checkpoint.tensors, ['extra', extra], ['head.bias', extra]]);
    const file = fileOf('more.safetensors', writeSafetensors(more, {}));
    expect((await run(await openFiles([file]), {})).leftOut).toEqual(['extra', 'head.bias']);
  });
});
