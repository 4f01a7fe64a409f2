import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type StoredTensor, tensorsFromArrays, writeSafetensors } from '@mobilenext/converter';
import { filterShapeOihw, type Network, stateDict } from '@mobilenext/core';
import { variantNetwork } from '@mobilenext/mobilenext';
import { fold } from '@mobilenext/nn';
import { decayedKeys, findRecipe } from '@mobilenext/trainer';
import { parseVariant } from '../../network/parse-variant.js';
import type { Job, Setting, Task, TrainingTerms } from '../contender/job.js';
import { madeWeights } from './made-weights.js';

export interface JobOptions extends Pick<Job, 'instructionSet' | 'peers'> {
  readonly task: Task;
  /** For the job and what it names; made if it is not there. */
  readonly folder: string;
}

/** Describes a job, with its weights and pictures, in files; gives the path of the description. */
export function writeJob(setting: Setting, options: JobOptions): string {
  const { task, folder, instructionSet, peers } = options;
  mkdirSync(folder, { recursive: true });
  const network = variantNetwork(parseVariant(setting.variant), { dropout: 0 });
  const arrays = madeWeights(network);
  const job: Job = {
    ...setting,
    task,
    network,
    pictures: write(folder, 'pictures.f32', bytesOf(madePictures(setting))),
    weights: write(
      folder,
      'weights.safetensors',
      writeSafetensors(tensorsFromArrays(network, arrays)),
    ),
    folded: write(folder, 'folded.safetensors', writeSafetensors(foldedTensors(network, arrays))),
    training: trainingTerms(network, setting.batch),
    instructionSet,
    peers: resolve(peers),
  };
  return write(folder, 'job.json', JSON.stringify(job));
}

function write(folder: string, name: string, content: Uint8Array | string): string {
  const path = resolve(join(folder, name));
  writeFileSync(path, content);
  return path;
}

/** Noise as wide as normalised pictures, always the same. */
function madePictures({ input, batch }: Setting): Float32Array {
  let state = 1;
  return Float32Array.from({ length: batch * input * input * 3 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 32 - 0.5) * 4;
  });
}

function foldedTensors(
  network: Network,
  arrays: ReadonlyMap<string, Float32Array>,
): Map<string, StoredTensor> {
  const { key, numClasses, inFeatures } = network.classifier;
  const shapes = new Map<string, readonly number[]>([
    ...network.chains.flatMap(({ units }) =>
      units.map((unit) => [`${unit.convolutionKey}.weight`, filterShapeOihw(unit)] as const),
    ),
    [`${key}.weight`, [numClasses, inFeatures]],
  ]);
  const entries = [...fold(network, arrays)].map(([name, values]) => {
    const shape = shapes.get(name) ?? [values.length];
    return [name, { dtype: 'F32', shape, bytes: bytesOf(values) }] as const;
  });
  return new Map(entries);
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** The recipe's optimiser at a rate that moves the first losses and lets none diverge. */
function trainingTerms(network: Network, batch: number): TrainingTerms {
  const { optimizer, labelSmoothing } = findRecipe('imagenet').config;
  const decays = decayedKeys(network, optimizer.decayGroup);
  return {
    labels: Array.from({ length: batch }, (_, i) => (i * 7) % network.classifier.numClasses),
    labelSmoothing,
    rate: 0.01,
    momentum: optimizer.momentum,
    decay: optimizer.decay,
    decayed: stateDict(network).flatMap(({ key, kind }) =>
      kind === 'parameter' && decays(key) ? [key] : [],
    ),
    checkSteps: 2,
  };
}
