// Runs in a page, bundled from what was built, and the same in Node.
import { stateDict } from '@mobilenext/core';
import type { InstructionSet } from '@mobilenext/kernels';
import { type VariantName, variantNetwork } from '@mobilenext/mobilenext';
import {
  compile,
  createClassifier,
  type Orientation,
  type Pixels,
  type PictureSource,
  type Prediction,
} from '@mobilenext/runtime';

export interface Job {
  readonly variant: VariantName;
  readonly instructionSet: InstructionSet;
  /** The arrays of `stateDict`, one behind the other. */
  readonly weights: Float32Array;
  /** [224, 224, 3] */
  readonly input: Float32Array;
  readonly rounds: number;
  /** Unless given 1. */
  readonly threads?: number;
}

/** Logits of the input and the milliseconds of each round. */
export async function runNetwork(job: Job): Promise<{ logits: number[]; times: number[] }> {
  const network = variantNetwork(job.variant);
  const weights = new Map<string, Float32Array>();
  let from = 0;
  for (const { key, shape } of stateDict(network)) {
    const length = shape.reduce((product, size) => product * size, 1);
    weights.set(key, job.weights.subarray(from, from + length));
    from += length;
  }
  const { instructionSet, input, threads } = job;
  const size = { height: 224, width: 224 };
  const model = await compile({ network, weights, input: size, instructionSet, threads });
  const logits = [...model.run(input)];
  const times = Array.from({ length: job.rounds }, () => {
    const started = performance.now();
    model.run(input);
    return performance.now() - started;
  });
  model.dispose();
  return { logits, times };
}

export async function runNetworkAt(
  job: Omit<Job, 'weights' | 'input'>,
): Promise<{ logits: number[]; times: number[] }> {
  return runNetwork({ ...job, weights: await floats('/weights'), input: await floats('/input') });
}

const floats = async (url: string): Promise<Float32Array> =>
  new Float32Array(await (await fetch(url)).arrayBuffer());

/** The five classes of a picture in every form that a page has it in. */
export async function classifyForms(url: string): Promise<Record<string, [number, number][]>> {
  const classify = await createClassifier({ weights: '/w100', variant: 'mobilenext-1.0' });
  const blob = await (await fetch(url)).blob();
  const image = new Image();
  image.src = url;
  await image.decode();
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none' });
  const forms: Record<string, PictureSource> = {
    ...{ url, blob, image, bitmap },
    address: new URL(url, location.href),
    file: new File([blob], 'photo'),
    bytes: new Uint8Array(await blob.arrayBuffer()),
    imageData: pixelsOf(bitmap),
  };
  const classes: Record<string, [number, number][]> = {};
  for (const [name, form] of Object.entries(forms)) {
    classes[name] = (await classify(form)).map(({ id, score }) => [id, score]);
  }
  classify.dispose();
  return classes;
}

function pixelsOf(bitmap: ImageBitmap): Pixels {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

/** The likeliest class of a picture. */
export async function best([url, orientation]: [string, Orientation]): Promise<Prediction> {
  const options = { weights: '/w100', variant: 'mobilenext-1.0', orientation };
  const [prediction] = await (await createClassifier(options))(url);
  return prediction;
}

/** The likeliest classes of two pictures by two threads, one picture each. */
export async function classifyByTwo(url: string): Promise<{ id: number; score: number }[]> {
  const options = { weights: '/w100', variant: 'mobilenext-1.0', threads: 2 };
  const classify = await createClassifier(options);
  const rows = await classify([url, url]);
  classify.dispose();
  return rows.map(([{ id, score }]) => ({ id, score }));
}

/** How a page answers that is asked for threads and may not have them. */
export const threadsFailure = (): Promise<string> =>
  createClassifier({ weights: '/w100', variant: 'mobilenext-1.0', threads: 2 }).then(
    () => 'none',
    (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
  );

/** What a picture that is none is answered with. */
export async function failureOf(url: string): Promise<string> {
  const classify = await createClassifier({ weights: '/w100', variant: 'mobilenext-1.0' });
  return classify(url).then(
    () => 'none',
    (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
  );
}
