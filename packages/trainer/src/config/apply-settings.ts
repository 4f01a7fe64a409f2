import { badSetting, notASetting, unknownSetting } from '../errors.js';
import { checkConfig } from './check-config.js';
import type { TrainConfig } from './config.js';
import { defaultsOf } from './kind-defaults.js';
import { leavesOf, withLeaf } from './leaves.js';
import { nearestPaths } from './nearest-paths.js';
import type { Rule } from './rule.js';
import { rulesOf } from './rules.js';

/**
 * The configuration with settings changed, in their order. Numbers, booleans and lists are written
 * as in JSON, names as they are.
 *
 * @throws {TrainerError} `SETTING` for a path that does not exist, with the nearest ones, and for
 * a value that it does not take.
 *
 * @example
 * applySettings(recipes['small-pictures'].config, ['schedule.rate=0.05', 'optimizer.nesterov=false']);
 */
export function applySettings(config: TrainConfig, settings: readonly string[]): TrainConfig {
  return checkConfig(settings.reduce(applySetting, config));
}

function applySetting(config: TrainConfig, setting: string): TrainConfig {
  const equals = setting.indexOf('=');
  if (equals < 1) throw notASetting(setting);
  const path = setting.slice(0, equals).trim();
  const rules = rulesOf(leavesOf(config));
  if (!Object.hasOwn(rules, path)) {
    throw unknownSetting(path, nearestPaths(path, Object.keys(rules)));
  }
  const value = parseValue(setting.slice(equals + 1).trim(), path, rules[path]);
  if (leavesOf(config).get(path) === value) return config;
  const changed = withLeaf(config, path.split('.'), value);
  return path.endsWith('.kind') ? ofKind(withoutStrangers(changed), path, value) : changed;
}

/** Another kind drops the settings that only the old one had. */
function withoutStrangers(config: TrainConfig): TrainConfig {
  const leaves = leavesOf(config);
  const rules = rulesOf(leaves);
  return [...leaves]
    .filter(([path]) => Object.hasOwn(rules, path))
    .reduce((kept, [path, value]) => withLeaf(kept, path.split('.'), value), {}) as TrainConfig;
}

/** A kind that has defaults begins with them. */
function ofKind(config: TrainConfig, path: string, kind: unknown): TrainConfig {
  const defaults = defaultsOf(path, kind);
  const place = path.split('.').slice(0, -1);
  return defaults ? withLeaf(config, place, Object.assign({ kind }, defaults, { kind })) : config;
}

function parseValue(text: string, path: string, rule: Rule): unknown {
  const value = [parseJson(text), text].find(
    // What is no JSON is undefined, which stands for a setting that is left out.
    (candidate) => candidate !== undefined && rule.accepts(candidate),
  );
  if (value === undefined) throw badSetting(path, text, rule.takes);
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
