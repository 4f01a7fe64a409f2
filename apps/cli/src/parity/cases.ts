import type { TensorMap } from '@mobilenext/converter';
import type { Strides, StridesName } from '@mobilenext/mobilenext';
import { badCall } from '../frame/errors.js';

/** One comparison: an input, the logits that it must give, and how the network is set. */
export interface ParityCase {
  readonly name: string;
  /** Key of the pictures [N,3,H,W] in the input file. */
  readonly inputKey: string;
  /** Key of the true logits [N,classes] in the expectation file. */
  readonly expectedKey: string;
  /** Key of another float32 implementation's logits, whose error is the yardstick. */
  readonly peerKey?: string;
  readonly identityMultiplier?: number;
  readonly strides?: StridesName | Strides;
}

/** What the cases are chosen by. */
export interface CaseQuery {
  readonly inputs: TensorMap;
  readonly expected: TensorMap;
  readonly numClasses: number;
  readonly identityMultiplier?: number;
  readonly strides?: StridesName;
  /** Only these names; all if empty. */
  readonly names: readonly string[];
}

const TRUTHS = ['logits64', 'logits_f64', 'logits'];
const PEERS = ['logits32', 'logits_f32'];

/**
 * Cases by their keys alone: input `KEY` belongs to `KEY.logits64` or `KEY.logits`, or to the same
 * key; a lone input to a bare `logits64`, `logits_f64` or `logits`, or to the only tensor there is.
 * Logits for another number of classes belong to another network and are left out.
 *
 * @throws {CliError} `USAGE` if nothing belongs together.
 */
export function casesByKey(query: CaseQuery): readonly ParityCase[] {
  const { inputs, expected, identityMultiplier, strides, numClasses } = query;
  const pictures = [...inputs].filter(([, { shape }]) => shape.length === 4).map(([key]) => key);
  const found = pictures.flatMap((inputKey): ParityCase[] => {
    const stems = pictures.length === 1 ? [`${inputKey}.`, ''] : [`${inputKey}.`];
    const expectedKey =
      firstOf(expected, stems, TRUTHS) ??
      (expected.has(inputKey) ? inputKey : undefined) ??
      (pictures.length === 1 && expected.size === 1 ? [...expected.keys()][0] : undefined);
    if (expectedKey === undefined) return [];
    if (expected.get(expectedKey)?.shape[1] !== numClasses) return [];
    const peerKey = firstOf(expected, stems, PEERS);
    return [{ name: inputKey, inputKey, expectedKey, peerKey, identityMultiplier, strides }];
  });
  return chosen(found, query);
}

/** The cases of `names`. @throws {CliError} `USAGE` if none is left. */
export function chosen(
  cases: readonly ParityCase[],
  { names, inputs, expected }: Pick<CaseQuery, 'names' | 'inputs' | 'expected'>,
): readonly ParityCase[] {
  const left = cases.filter(({ name }) => names.length === 0 || names.includes(name));
  if (left.length > 0) return left;
  const list = (keys: readonly string[]): string => keys.slice(0, 8).join(', ') || 'none';
  const asked = names.length > 0 ? ` called ${names.join(', ')}` : '';
  const known =
    cases.length > 0
      ? `known: ${list(cases.map(({ name }) => name))}`
      : `inputs: ${list([...inputs.keys()])}; expected: ${list([...expected.keys()])}; name them KEY and KEY.logits64`;
  throw badCall(`no case${asked} fits this network (${known})`);
}

const firstOf = (
  tensors: TensorMap,
  stems: readonly string[],
  endings: readonly string[],
): string | undefined =>
  stems
    .flatMap((stem) => endings.map((ending) => `${stem}${ending}`))
    .find((key) => tensors.has(key));
