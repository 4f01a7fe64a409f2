import { badSetting, unknownSetting } from '../errors.js';
import type { TrainConfig } from './config.js';
import { leavesOf } from './leaves.js';
import { nearestPaths } from './nearest-paths.js';
import { rulesOf } from './rules.js';

/**
 * Takes a record for a configuration, as read from a file.
 *
 * @throws {TrainerError} `SETTING`, naming the first setting that is missing, unknown or wrong.
 */
export function checkConfig(value: object): TrainConfig {
  const leaves = leavesOf(value);
  const rules = rulesOf(leaves);
  for (const [path, rule] of Object.entries(rules)) {
    if (!rule.accepts(leaves.get(path))) throw badSetting(path, leaves.get(path), rule.takes);
  }
  for (const path of leaves.keys()) {
    if (!rules[path]) throw unknownSetting(path, nearestPaths(path, Object.keys(rules)));
  }
  return value as TrainConfig;
}
