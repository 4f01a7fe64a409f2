import { type CosineSchedule, cosineRate } from './cosine.js';
import type { Position, RunLength } from './position.js';

/** The same rate throughout; PaddleClas's cool-down. */
export interface ConstantSchedule {
  readonly kind: 'constant';
  readonly rate: number;
}

/** How the learning rate moves, as data. */
export type Schedule = CosineSchedule | ConstantSchedule;

/** The learning rate of the batch at a position: a pure function of its arguments. */
export function rateAt(schedule: Schedule, position: Position, length: RunLength): number {
  switch (schedule.kind) {
    case 'cosine':
      return cosineRate(schedule, position, length);
    case 'constant':
      return schedule.rate;
  }
}
