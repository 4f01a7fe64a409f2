import type { Crew } from './crew/crew.js';
import type { Plan } from './plan/plan-network.js';
import type { PicturePlan } from './plan/plan-picture.js';
import { writePicture } from './write-picture.js';

/** What a compiled network runs on. */
export interface Machine {
  readonly plan: Plan;
  readonly crew: Crew;
  /** All memory. */
  readonly floats: Float32Array;
}

export interface PictureShape {
  readonly pictureLength: number;
  readonly channels: number;
}

/** The logits of each picture of a batch, where the classifier left them; filled up. */
export function runBatch(
  machine: Machine,
  images: Float32Array,
  shape: PictureShape,
): readonly Float32Array[] {
  const { plan, crew, floats } = machine;
  const { classifier, alone, together } = plan;
  const { pictureLength } = shape;
  const batch = images.length / pictureLength;
  for (let n = 0; n < batch; ) {
    const count = batch - n >= alone.length ? alone.length : 1;
    const pictures = images.subarray(n * pictureLength, (n + count) * pictureLength);
    const plans = count > 1 ? alone : [together];
    runPictures(machine, pictures, plans, shape);
    for (const { features } of plans) {
      const place = classifier.x / 4 + n++ * classifier.inChannels;
      floats.copyWithin(place, features / 4, features / 4 + classifier.inChannels);
    }
  }
  crew.run(classifier.jobs[batch - 1]);
  return Array.from({ length: batch }, (_, n) => {
    const row = classifier.y / 4 + n * classifier.outChannels;
    return floats.subarray(row, row + classifier.outChannels);
  });
}

/** Leaves the features of some pictures where their plans say. */
function runPictures(
  { plan: { jobs }, crew, floats }: Machine,
  images: Float32Array,
  plans: readonly PicturePlan[],
  { pictureLength, channels }: PictureShape,
): void {
  plans.forEach(({ picture }, i) => {
    const values = images.subarray(i * pictureLength, (i + 1) * pictureLength);
    writePicture(floats, values, picture, channels);
  });
  crew.run(plans.length > 1 ? jobs.alone : jobs.together);
}
