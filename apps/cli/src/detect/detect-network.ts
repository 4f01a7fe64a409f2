import type { Picture } from '@mobilenext/imagenet';
import {
  mobileNeXt,
  type NetworkFacts,
  type Preprocessing,
  type StridesName,
} from '@mobilenext/mobilenext';
import {
  type Arrays,
  decide,
  type Decision,
  disposeState,
  type Explanation,
  inputEvidence,
  type NetworkState,
  stateFromArrays,
  statisticsDistances,
} from '@mobilenext/nn';
import { normalize } from '@mobilenext/imagenet';
import * as tf from '@tensorflow/tfjs-core';
import { geometries, identityMultipliers, type Input, inputs, withInput } from './candidates.js';
import type { NetworkFlags, PictureFlags } from './detect-options.js';
import type { Finding } from './findings.js';
import { batchOf } from './picture-batches.js';

/**
 * Margins from which an answer counts, and distances up to which it fits at all. Measured on 35
 * networks with handfuls of eight: the wrong strides were never nearer, and the right answer was
 * never further away than a third of these distances. `docs/decisions/0008-detection.md` has the table.
 */
const CLEAR = { normalization: 2, channelOrder: 20, network: 1.25 };
const FITS = { stem: 0.1, network: 0.02 };

export interface DetectOptions extends NetworkFlags, PictureFlags {
  readonly width: number;
  readonly numClasses: number;
  readonly arrays: Arrays;
  readonly pictures: readonly Picture[];
}

export interface Detection {
  /** One for each question. */
  readonly findings: readonly Finding[];
  /** What the best answers make together, whether they are clear or not. */
  readonly facts: NetworkFacts;
  /** Whether the best explanation agrees with the stored statistics at all. */
  readonly fits: boolean;
}

/**
 * Finds out what leaves no trace in the shapes of a network, by running pictures under each
 * candidate: a batch norm remembers the statistics of what it saw in training. First the stem alone
 * tells how values were scaled, then the rest tells strides and identity multiplier, so that the
 * candidates are a sum and not a product. The current tfjs backend computes.
 */
export async function detectNetwork(options: DetectOptions): Promise<Detection> {
  const { width, numClasses, arrays } = options;
  const state = stateFromArrays(mobileNeXt({ width, numClasses }), arrays);
  try {
    const input = await detectInput(options, state);
    const rest = await detectChains(options, state, input.answer);
    return {
      findings: [...input.findings, ...rest.findings],
      facts: rest.facts,
      fits: input.fits && rest.fits,
    };
  } finally {
    disposeState(state);
  }
}

interface DetectedInput extends Pick<Detection, 'findings' | 'fits'> {
  readonly answer: Input;
}

async function detectInput(options: DetectOptions, state: NetworkState): Promise<DetectedInput> {
  const { width, numClasses, arrays, pictures } = options;
  const candidates = inputs(options);
  const weighed: (Input & { distance: number; logLikelihood: number })[] = [];
  for (const { strides, preprocessing } of geometries(options)) {
    const network = mobileNeXt({ width, numClasses, strides });
    const evidence = await inputEvidence(
      { network, arrays, state },
      batchOf(pictures, preprocessing),
      candidates.map((candidate) => withInput(preprocessing, candidate)),
    );
    weighed.push(...candidates.map((candidate, i) => ({ ...candidate, ...evidence[i] })));
  }
  const scale = decide(
    weighed.map(({ normalization, distance }) => ({
      answer: normalization,
      cost: Math.log(distance),
    })),
    CLEAR.normalization,
  );
  const scaled = weighed.filter(({ normalization }) => normalization === scale.answer);
  const order = decide(
    scaled.map(({ channelOrder, logLikelihood }) => ({
      answer: channelOrder,
      cost: -logLikelihood,
    })),
    CLEAR.channelOrder,
  );
  return {
    answer: { normalization: scale.answer, channelOrder: order.answer },
    findings: [
      { question: 'normalization', ...scale },
      { question: 'channelOrder', ...order },
    ],
    fits: Math.min(...scaled.map(({ distance }) => distance)) <= FITS.stem,
  };
}

/** One way to run the network. */
interface Run {
  readonly strides: StridesName;
  readonly preprocessing: Preprocessing;
  readonly identityMultiplier: number;
}

async function detectChains(
  options: DetectOptions,
  state: NetworkState,
  input: Input,
): Promise<Detection> {
  const explanations: Explanation<Run>[] = [];
  for (const geometry of geometries(options)) {
    const preprocessing = withInput(geometry.preprocessing, input);
    const { pixels, shape } = batchOf(options.pictures, preprocessing);
    const x = tf.tensor4d(normalize(pixels, preprocessing), [...shape]);
    try {
      for (const identityMultiplier of identityMultipliers(options)) {
        const run = { strides: geometry.strides, preprocessing, identityMultiplier };
        const { chains } = mobileNeXt({ ...options, ...run });
        // The first unit knows nothing of strides and identities.
        const [, ...distances] = await statisticsDistances(chains, state, x);
        explanations.push({ answer: run, cost: Math.log(mean(distances)) });
      }
    } finally {
      x.dispose();
    }
  }
  const about = <T>(part: (run: Run) => T): Decision<T> =>
    decide(
      explanations.map(({ answer, cost }) => ({ answer: part(answer), cost })),
      CLEAR.network,
    );
  const strides = about((run) => run.strides);
  const identityMultiplier = about((run) => run.identityMultiplier);
  return {
    findings: [
      { question: 'strides', ...strides },
      { question: 'identityMultiplier', ...identityMultiplier },
    ],
    facts: {
      strides: strides.answer,
      identityMultiplier: identityMultiplier.answer,
      preprocessing: preprocessingOf(explanations, strides.answer),
    },
    fits: Math.min(...explanations.map(({ cost }) => cost)) <= Math.log(FITS.network),
  };
}

/** With the size that explains most if it is clear, else the usual one, which stands first. */
function preprocessingOf(
  explanations: readonly Explanation<Run>[],
  strides: StridesName,
): Preprocessing {
  const possible = explanations
    .filter(({ answer }) => answer.strides === strides)
    .map(({ answer, cost }) => ({ answer: answer.preprocessing, cost }));
  const size = decide(possible, CLEAR.network);
  return size.clear ? size.answer : possible[0].answer;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
