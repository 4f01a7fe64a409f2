import {
  evaluationTransform,
  normalize,
  type Picture,
  type Preprocessing,
} from '@mobilenext/imagenet';
import {
  type Arrays,
  type DetectionPictures,
  disposeState,
  inputEvidence,
  type NetworkState,
  stateFromArrays,
  statisticsDistances,
} from '@mobilenext/nn';
import * as tf from '@tensorflow/tfjs-core';
import { type DetectionCandidates, type InputCandidate, withInput } from './candidates.js';
import {
  bestInput,
  conclude,
  type Detection,
  type InputExplanation,
  type RunExplanation,
} from './conclude.js';

/**
 * Finds out what leaves no trace in the shapes of a network, by running pictures under each
 * candidate: a batch norm remembers the statistics of what it saw in training. First the stem alone
 * tells how values were scaled, then the rest tells strides and identity multiplier, so that the
 * candidates are a sum and not a product. The current tfjs backend computes.
 *
 * @param weights in PyTorch's layout; they fit the network under each candidate.
 * @param pictures like those that it was trained on; a handful will do.
 *
 * @example
 * const candidates = detectionCandidates({ width: 0.35, numClasses: 1000 }, { size: 224 });
 * const { findings, facts, fits } = await detectNetwork(weights, pictures, candidates);
 *
 * @throws {NnError} `STATE` for weights of another network.
 */
export async function detectNetwork<Strides extends string>(
  weights: Arrays,
  pictures: readonly Picture[],
  candidates: DetectionCandidates<Strides>,
): Promise<Detection<Strides>> {
  const { geometries, identityMultipliers, networkOf } = candidates;
  const [{ strides }] = geometries;
  const network = networkOf({ strides, identityMultiplier: identityMultipliers[0] });
  const state = stateFromArrays(network, weights);
  try {
    const inputs = await explainInput(weights, state, pictures, candidates);
    const input = bestInput(inputs);
    const runs = await explainRuns(state, pictures, candidates, input);
    return conclude(input, inputs, runs);
  } finally {
    disposeState(state);
  }
}

async function explainInput<Strides extends string>(
  arrays: Arrays,
  state: NetworkState,
  pictures: readonly Picture[],
  { geometries, inputs, identityMultipliers, networkOf }: DetectionCandidates<Strides>,
): Promise<readonly InputExplanation<Strides>[]> {
  const explanations: InputExplanation<Strides>[] = [];
  for (const { strides, preprocessing } of geometries) {
    const network = networkOf({ strides, identityMultiplier: identityMultipliers[0] });
    const evidence = await inputEvidence(
      { network, arrays, state },
      batchOf(pictures, preprocessing),
      inputs.map((input) => withInput(preprocessing, input)),
    );
    explanations.push(...inputs.map((input, i) => ({ ...input, strides, ...evidence[i] })));
  }
  return explanations;
}

async function explainRuns<Strides extends string>(
  state: NetworkState,
  pictures: readonly Picture[],
  { geometries, identityMultipliers, networkOf }: DetectionCandidates<Strides>,
  input: InputCandidate,
): Promise<readonly RunExplanation<Strides>[]> {
  const explanations: RunExplanation<Strides>[] = [];
  for (const { strides, preprocessing } of geometries) {
    const { pixels, shape } = batchOf(pictures, preprocessing);
    const x = tf.tensor4d(normalize(pixels, withInput(preprocessing, input)), [...shape]);
    try {
      for (const identityMultiplier of identityMultipliers) {
        const { chains } = networkOf({ strides, identityMultiplier });
        // The first unit knows nothing of strides and identities.
        const [, ...distances] = await statisticsDistances(chains, state, x);
        const distance = mean(distances);
        explanations.push({ strides, preprocessing, identityMultiplier, distance });
      }
    } finally {
      x.dispose();
    }
  }
  return explanations;
}

/** Pictures as a network of this size sees them. */
function batchOf(pictures: readonly Picture[], preprocessing: Preprocessing): DetectionPictures {
  const { size } = preprocessing;
  const pixels = Buffer.concat(
    pictures.map(evaluationTransform(preprocessing)).map(({ data }) => data),
  );
  return { pixels, shape: [pictures.length, size, size, 3] };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
