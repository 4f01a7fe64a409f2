import type { Preprocessing } from '@mobilenext/imagenet';
import { agree, decide, type Decision, type Explanation } from '@mobilenext/nn';
import { type InputCandidate, withInput } from './candidates.js';

/**
 * Margins from which an answer counts, and distances up to which it fits at all.
 * `docs/decisions/0008-detection.md` has the measurements.
 */
const CLEAR = { normalization: 2, channelOrder: 20, network: 1.25 };
const FITS = { stem: 0.1, network: 0.02 };

/** How well the first unit's statistics are explained by strides, size and input. */
export interface InputExplanation<Strides extends string> extends InputCandidate {
  readonly strides: Strides;
  /** 0 to 1. */
  readonly distance: number;
  /** That the network's pictures were as red as these. */
  readonly logLikelihood: number;
}

/** How well all other units' are explained by a way to run the network. */
export interface RunExplanation<Strides extends string> {
  readonly strides: Strides;
  readonly preprocessing: Preprocessing;
  readonly identityMultiplier: number;
  /** 0 to 1. */
  readonly distance: number;
}

/** What leaves no trace in the shapes of a network. */
export type DetectionQuestion = 'normalization' | 'channelOrder' | 'strides' | 'identityMultiplier';

/** What was found out about one question. */
export interface Finding extends Decision<string | number> {
  readonly question: DetectionQuestion;
  /** What must be given, or be told otherwise, before any margin counts. */
  readonly needs?: 'size';
}

export interface Detection<Strides extends string = string> {
  /** One for each question. */
  readonly findings: readonly Finding[];
  /** What the best answers make together, whether they are clear or not. */
  readonly facts: {
    readonly strides: Strides;
    readonly identityMultiplier: number;
    readonly preprocessing: Preprocessing;
  };
  /** Whether the best explanation agrees with the stored statistics at all. */
  readonly fits: boolean;
}

/** The input that explains the first unit best, under whatever strides and size. */
export function bestInput<Strides extends string>(
  explanations: readonly InputExplanation<Strides>[],
): InputCandidate {
  const normalization = scaleOf(explanations).answer;
  const channelOrder = orderOf(explanations, normalization).answer;
  const best = explanations.find(
    (each) => each.normalization === normalization && each.channelOrder === channelOrder,
  );
  return best ?? explanations[0];
}

/**
 * What all explanations tell. Strides are told where the size of the pictures is one and the same
 * under all of them: small strides look like the usual ones on larger pictures, and which of the two
 * comes nearer is chance. Where the strides stay open, another answer counts if it is clear under
 * each of them and the same.
 *
 * @param input under which the runs were explained.
 */
export function conclude<Strides extends string>(
  input: InputCandidate,
  inputs: readonly InputExplanation<Strides>[],
  runs: readonly RunExplanation<Strides>[],
): Detection<Strides> {
  const strides = stridesOf(runs);
  const open = [...new Set(runs.map((run) => run.strides))];
  /** An answer of all explanations together, or of those under each strides that are possible. */
  const tell = <E extends { readonly strides: Strides }, T>(
    explanations: readonly E[],
    answer: (some: readonly E[]) => Decision<T>,
  ): Decision<T> =>
    strides.clear
      ? answer(explanations)
      : agree(open.map((name) => answer(explanations.filter((each) => each.strides === name))));

  const { normalization } = input;
  const identityMultiplier = tell(runs, multiplierOf);
  return {
    findings: [
      { question: 'normalization', ...tell(inputs, scaleOf) },
      {
        question: 'channelOrder',
        ...tell(inputs, (explanations) => orderOf(explanations, normalization)),
      },
      { question: 'strides', ...strides },
      { question: 'identityMultiplier', ...identityMultiplier },
    ],
    facts: {
      strides: strides.answer,
      identityMultiplier: identityMultiplier.answer,
      preprocessing: withInput(preprocessingOf(runs, strides.answer), input),
    },
    fits:
      least(inputs.filter((each) => each.normalization === normalization)) <= FITS.stem &&
      least(runs) <= FITS.network,
  };
}

const scaleOf = <Strides extends string>(
  explanations: readonly InputExplanation<Strides>[],
): Decision<string> =>
  decide(
    explanations.map(({ normalization, distance }) => ({
      answer: normalization,
      cost: Math.log(distance),
    })),
    CLEAR.normalization,
  );

const orderOf = <Strides extends string>(
  explanations: readonly InputExplanation<Strides>[],
  normalization: string,
): Decision<'rgb' | 'bgr'> =>
  decide(
    explanations
      .filter((each) => each.normalization === normalization)
      .map(({ channelOrder, logLikelihood }) => ({ answer: channelOrder, cost: -logLikelihood })),
    CLEAR.channelOrder,
  );

function stridesOf<Strides extends string>(
  runs: readonly RunExplanation<Strides>[],
): Decision<Strides> & Pick<Finding, 'needs'> {
  const decision = decideRun(runs, (run) => run.strides);
  const isSizeOpen = new Set(runs.map(({ preprocessing }) => preprocessing.size)).size > 1;
  const isOpen = decision.rival !== undefined;
  return isOpen && isSizeOpen ? { ...decision, clear: false, needs: 'size' } : decision;
}

const multiplierOf = <Strides extends string>(
  runs: readonly RunExplanation<Strides>[],
): Decision<number> => decideRun(runs, (run) => run.identityMultiplier);

/** With the size that explains most if it is clear, else the usual one, which stands first. */
function preprocessingOf<Strides extends string>(
  runs: readonly RunExplanation<Strides>[],
  strides: Strides,
): Preprocessing {
  const possible = runs.filter((run) => run.strides === strides);
  const size = decideRun(possible, (run) => run.preprocessing);
  return size.clear ? size.answer : possible[0].preprocessing;
}

const decideRun = <Strides extends string, T>(
  runs: readonly RunExplanation<Strides>[],
  part: (run: RunExplanation<Strides>) => T,
): Decision<T> =>
  decide(
    runs.map((run): Explanation<T> => ({ answer: part(run), cost: Math.log(run.distance) })),
    CLEAR.network,
  );

const least = (explanations: readonly { readonly distance: number }[]): number =>
  Math.min(...explanations.map(({ distance }) => distance));
