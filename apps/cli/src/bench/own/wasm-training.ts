import { smoothTargets, stateFromArrays } from '@mobilenext/nn';
import { disposeTrainingState, type TrainingState, trainStep } from '@mobilenext/trainer';
import * as tf from '@tensorflow/tfjs-core';
import type { Job } from '../contender/job.js';
import type { Subject } from '../contender/serve.js';
import { readPictures, readWeights } from './read-job.js';

/** Steps of training on one batch; a run goes from pictures in memory to updated parameters. */
export async function wasmTraining(job: Job): Promise<Pick<Subject, 'check' | 'run'>> {
  const { network, batch, input, training } = job;
  const { labels, labelSmoothing, rate, momentum, decay, decayed, checkSteps } = training;
  const x = tf.tensor4d(readPictures(job), [batch, input, input, 3]);
  const { numClasses } = network.classifier;
  const targets = smoothTargets(Int32Array.from(labels), numClasses, labelSmoothing);
  const keys = new Set(decayed);
  const options: Parameters<typeof trainStep>[3] = {
    optimizer: { kind: 'sgd', momentum, nesterov: true, decay, decayGroup: 'weights' },
    statistics: 'pytorch',
    seed: 0,
    rate,
    decays: (key) => keys.has(key),
  };
  let state: TrainingState = {
    network: stateFromArrays(network, await readWeights(job)),
    velocity: {},
    steps: 0,
  };
  const step = async (): Promise<number> => {
    const next = trainStep(network, state, { x, targets }, options);
    const [loss] = await next.loss.data();
    next.loss.dispose();
    disposeTrainingState(state);
    state = next.state;
    return loss;
  };
  return {
    check: async () => {
      const losses: number[] = [];
      for (let i = 0; i < checkSteps; i++) losses.push(await step());
      return losses;
    },
    run: async () => {
      await step();
    },
  };
}
