import type { Network, Size } from '@mobilenext/core';
import { controlBytes, encodeJob } from '@mobilenext/kernels';
import { type Constants, constants } from './constants.js';
import { type ClassifierPlan, planClassifier } from './plan-classifier.js';
import { memoryLayout } from './memory-layout.js';
import { type PicturePlan, planPicture } from './plan-picture.js';

export interface PlanOptions {
  readonly network: Network;
  readonly input: Size;
  readonly threads: number;
  /** Pictures whose features the classifier takes at once. */
  readonly classifierBatch: number;
  /** Bytes of the widest map that are worked on at a time. */
  readonly tileBytes: number;
}

/** A network laid out in memory, with the calls that run it. */
export interface Plan {
  /** Bytes of memory. */
  readonly bytes: number;
  /** What to write there once. */
  readonly constants: Constants['placed'];
  /** Room to write them with. */
  readonly packingRoom: number;
  /** For each thread, a picture of its own. */
  readonly alone: readonly PicturePlan[];
  /** A picture that all threads work on; with one thread, that of `alone`. */
  readonly together: PicturePlan;
  readonly classifier: ClassifierPlan;
  /** Where threads meet, and the jobs that they share there. */
  readonly control: number;
  readonly jobs: {
    /** The pictures of `alone`, one for each thread. */
    readonly alone: number;
    readonly together: number;
  };
}

/** Lays out memory for a network, whatever its weights, on pictures of one size, and writes down the calls. */
export function planNetwork(options: PlanOptions): Plan {
  const { network, input, threads, classifierBatch, tileBytes } = options;
  const layout = memoryLayout();
  const placed = constants(layout);
  const control = layout.reserve(controlBytes(threads));
  const shared = { network, input, layout, constants: placed, tileBytes };
  const alone = Array.from({ length: threads }, () => planPicture({ ...shared, threads: 1 }));
  const together = threads === 1 ? alone[0] : planPicture({ ...shared, threads });

  const jobOf = (phases: PicturePlan['phases']) => placed.add(encodeJob(phases, threads));
  const jobs = {
    alone: jobOf([alone.map(({ phases: [[part]] }) => part)]),
    together: jobOf(together.phases),
  };
  const classifier = planClassifier({ ...shared, threads, batch: classifierBatch });
  const packingRoom = layout.reserve(
    Math.max(...placed.placed.map(({ values }) => ('write' in values ? values.roomBytes : 0))),
  );
  return {
    ...{ bytes: layout.bytes, constants: placed.placed, packingRoom },
    ...{ alone, together, classifier, control, jobs },
  };
}
