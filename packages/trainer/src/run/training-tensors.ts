import {
  type Batch,
  drawMixing,
  type MixedFrom,
  mixPixels,
  mixTargets,
  normalize,
  randomStream,
} from '@mobilenext/imagenet';
import { smoothTargets, type TensorBatch } from '@mobilenext/nn';
import * as tf from '@tensorflow/tfjs-core';
import { pictureTensor } from '../batch-tensors.js';
import type { TrainConfig } from '../config/config.js';
import type { Position } from '../schedules/position.js';

/**
 * A batch as the network gets it, mixed where the settings say so. What is drawn is a function of
 * (seed, epoch, iteration), so that a resumed run mixes alike.
 */
export function trainingTensors(config: TrainConfig, batch: Batch, at: Position): TensorBatch {
  const { numClasses, labelSmoothing: smoothing, preprocessing } = config;
  const drawn = drawnFor(config, batch, at);
  if (!drawn) {
    const targets = smoothTargets(batch.labels, numClasses, smoothing);
    return { x: pictureTensor(batch, preprocessing), targets };
  }
  const targets = mixTargets(batch.labels, drawn, { numClasses, smoothing });
  const [, height, width, channels] = batch.shape;
  return {
    x: tf.tensor4d(mixedPixels(config, batch, drawn), [drawn.length, height, width, channels]),
    targets: tf.tensor2d(targets, [drawn.length, numClasses]),
  };
}

/** Null where nothing is mixed in this epoch. */
function drawnFor(
  { mixing, seed }: TrainConfig,
  { shape: [count, height, width] }: Batch,
  { epoch, iteration }: Position,
): readonly MixedFrom[] | null {
  if (!mixing || mixing.kind === 'none') return null;
  if (mixing.epochs > 0 && epoch >= mixing.epochs) return null;
  const random = randomStream(seed, epoch, iteration, 'mixing');
  return drawMixing(mixing, { count, height, width }, random);
}

/** timm mixes bytes, PaddleClas normalised values. */
function mixedPixels(
  { mixing, preprocessing }: TrainConfig,
  { pixels, shape }: Batch,
  drawn: readonly MixedFrom[],
): Float32Array {
  return mixing?.kind === 'timm'
    ? normalize(mixPixels(pixels, shape, drawn), preprocessing)
    : mixPixels(normalize(pixels, preprocessing), shape, drawn);
}
