import type { TrainConfig } from './config.js';
import { leavesOf } from './leaves.js';

/** All settings of a configuration by the paths that `applySettings` takes, in its order. */
export const settingsOf = (config: TrainConfig): ReadonlyMap<string, unknown> => leavesOf(config);
