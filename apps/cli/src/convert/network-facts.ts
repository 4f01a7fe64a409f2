import { arraysFromTensors, type TensorMap } from '@mobilenext/converter';
import {
  detectionCandidates,
  type KnownSettings,
  IMAGENET_224,
  mobileNeXt,
  type NetworkFacts,
  SMALL_32,
  type StridesName,
} from '@mobilenext/mobilenext';
import { detectNetwork, type Finding } from '@mobilenext/trainer';
import { findingText, unclearText } from '../detect/findings.js';
import { readPictures } from '../detect/read-pictures.js';
import type { Values } from '../frame/command.js';
import { type Context, say } from '../frame/context.js';
import { badCall, failed } from '../frame/errors.js';
import { defined } from '../network/found-network.js';
import { changePreprocessing, type PREPROCESSING_FLAGS } from '../network/preprocessing-flags.js';
import { useBackend } from '../network/use-backend.js';

/** What was typed about the network, and the pictures to find out the rest with. */
export type FactsFlags = Values<typeof PREPROCESSING_FLAGS> & {
  readonly strides?: StridesName;
  readonly identityMultiplier?: number;
  readonly detect: readonly string[];
};

/** A checkpoint to find out about. */
interface Source {
  readonly path: string;
  readonly tensors: TensorMap;
  readonly width: number;
  readonly numClasses: number;
  /** What the file says itself. */
  readonly saved: NetworkFacts;
  /** Whether the output has a place for what is known. */
  readonly isKept: boolean;
}

export interface KnownFacts {
  /** What is saved, under what was detected, under what was typed; nothing is guessed. */
  readonly facts: NetworkFacts;
  /** Of `--detect`. */
  readonly findings?: readonly Finding[];
}

/**
 * What is known of a network beside its shapes.
 *
 * @throws {CliError} `FAILED` where the pictures leave a question open.
 */
export async function knownFacts(
  source: Source,
  flags: FactsFlags,
  context: Context,
): Promise<KnownFacts> {
  const { strides, identityMultiplier } = flags;
  const typed = defined({ strides, identityMultiplier });
  const asked = flags.detect.length > 0 && !isKnown(source.saved, flags);
  if (flags.detect.length > 0 && !asked) {
    say(context, 'nothing to find out with --detect: all of it is saved or given');
  }
  const detected = asked ? await detectFacts(source, flags, context) : undefined;
  const known = { ...source.saved, ...detected?.facts, ...typed };
  const { isKept } = source;
  const preprocessing = preprocessingOf(known, flags, { detected: detected?.facts, isKept });
  return {
    facts: { ...known, ...(preprocessing && { preprocessing }) },
    findings: detected?.findings,
  };
}

/** Whether pictures have nothing to tell. */
function isKnown({ preprocessing, ...saved }: NetworkFacts, flags: FactsFlags): boolean {
  const { crop, normalization, channelOrder } = flags;
  const strides = flags.strides ?? saved.strides;
  const identityMultiplier = flags.identityMultiplier ?? saved.identityMultiplier;
  const pictures = preprocessing ?? (crop && normalization && channelOrder);
  return Boolean(strides && identityMultiplier && pictures);
}

async function detectFacts(
  { path, tensors, width, numClasses, saved }: Source,
  flags: FactsFlags,
  context: Context,
): Promise<Required<KnownFacts>> {
  const pictures = await readPictures(flags.detect, context);
  await useBackend('wasm').catch(() => useBackend('reference'));
  const arrays = arraysFromTensors(mobileNeXt({ width, numClasses }), tensors);
  const candidates = detectionCandidates({ width, numClasses }, settingsOf(saved, flags));
  const { findings, facts, fits } = await detectNetwork(arrays, pictures, candidates);
  const by = `${pictures.length} ${pictures.length === 1 ? 'picture' : 'pictures'}`;
  const { crop } = flags;
  const doubt = crop === undefined ? '' : ` (${crop} may be wrong)`;
  if (!fits) {
    throw failed(
      `${path}: cannot tell by ${by}: its running statistics agree with no candidate; give several pictures like those it was trained on, and the size that it was trained at with --crop${doubt}`,
    );
  }
  if (findings.some(({ clear }) => !clear)) {
    throw failed(
      `${path}: by ${by}, ${unclearText(findings, { pictures: pictures.length, crop })}`,
    );
  }
  say(context, `detected by ${by}: ${findings.map(findingText).join(', ')}`);
  return { facts, findings };
}

/** What need not be found out: what is saved, under what was typed. */
function settingsOf(saved: NetworkFacts, flags: FactsFlags): KnownSettings {
  const { strides, identityMultiplier, crop: size, normalization, channelOrder } = flags;
  const typed = { strides, identityMultiplier, size, normalization, channelOrder };
  const preprocessing = saved.preprocessing && changePreprocessing(saved.preprocessing, flags);
  return { ...saved, ...defined(typed), preprocessing };
}

/** What was typed about pictures, without the scale of their values: `crop 192`. */
export function typedRules(flags: Values<typeof PREPROCESSING_FLAGS>): readonly string[] {
  const { resize, interpolation, size, crop, channelOrder } = flags;
  const rules = { 'channel order': channelOrder, crop, size, interpolation, resize };
  return Object.entries(defined(rules)).map(([words, value]) => `${words} ${value}`);
}

/**
 * As known, with what was typed about pictures; not known where nothing was said of the values.
 *
 * @throws {CliError} `USAGE` where the rest was typed and is to be kept in the output, but nothing is
 * known of the values.
 */
export function preprocessingOf(
  { preprocessing, strides }: NetworkFacts,
  flags: Values<typeof PREPROCESSING_FLAGS>,
  { detected, isKept }: { readonly detected?: NetworkFacts; readonly isKept: boolean },
): NetworkFacts['preprocessing'] {
  if (preprocessing) {
    // A typed normalisation brings its usual order, which must not undo the one that was seen.
    const seen = flags.normalization && detected && (preprocessing.channelOrder ?? 'rgb');
    return changePreprocessing(preprocessing, {
      ...flags,
      channelOrder: flags.channelOrder ?? seen,
    });
  }
  if (flags.normalization === undefined) {
    const { resize, interpolation, size, crop, channelOrder } = flags;
    const [typed] = Object.keys(
      defined({ resize, interpolation, size, crop, 'channel-order': channelOrder }),
    );
    if (typed !== undefined && isKept && !detected) {
      throw badCall(
        `--${typed} is written together with the scale of the values, of which neither the file nor a flag tells: give --normalization imagenet (or signed, unit, bytes, caffe), or let --detect PICTURES find out`,
      );
    }
    return undefined;
  }
  return changePreprocessing(strides === 'small' ? SMALL_32 : IMAGENET_224, flags);
}
