import { initialize, type Network, smoothTargets, stateFromArrays } from '@mobilenext/nn';
import {
  decayedKeys,
  disposeTrainingState,
  type TrainConfig,
  type TrainingState,
  trainStep,
} from '@mobilenext/trainer';
import * as tf from '@tensorflow/tfjs-core';

/** Seconds that a step of training takes on the current backend, reading of pictures left out. */
export async function timeStep(network: Network, config: TrainConfig): Promise<number> {
  const { batch, seed, preprocessing } = config;
  const arrays = initialize(network, { seed });
  let state: TrainingState = {
    network: stateFromArrays(network, arrays),
    velocity: {},
    steps: 0,
  };
  const shape = [batch, preprocessing.size, preprocessing.size, 3] as const;
  const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) =>
    Math.sin(i),
  );
  const x = tf.tensor4d(values, [...shape]);
  const labels = Int32Array.from({ length: batch }, (_, i) => i % config.numClasses);
  const targets = smoothTargets(labels, config.numClasses, config.labelSmoothing);
  let seconds = 0;
  // The first step compiles and takes memory, so that the second one counts.
  for (let round = 0; round < 2; round++) {
    const started = performance.now();
    const next = trainStep(network, state, { x, targets }, stepOptions(network, config));
    await next.loss.data();
    seconds = (performance.now() - started) / 1000;
    next.loss.dispose();
    disposeTrainingState(state);
    state = next.state;
  }
  disposeTrainingState(state);
  tf.dispose([x, targets]);
  return seconds;
}

function stepOptions(
  network: Network,
  { optimizer, statistics, seed, ema, recompute }: TrainConfig,
): Parameters<typeof trainStep>[3] {
  const decays = decayedKeys(network, optimizer.decayGroup);
  return { optimizer, statistics, seed, rate: 1e-3, decays, emaDecay: ema, recompute };
}
