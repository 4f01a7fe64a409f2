import { findRecipe, settingsOf, type TrainConfig } from '@mobilenext/trainer';
import { linesOf } from './config-lines.js';

/** What a run changes of its recipe, and where all its settings can be read. */
export function changedLines(config: TrainConfig, recipe: string): string {
  const base = settingsOf(findRecipe(recipe).config);
  const changed = [...settingsOf(config)].filter(
    ([path, value]) => JSON.stringify(value) !== JSON.stringify(base.get(path)),
  );
  const all = 'all settings: --dry-run, or config.json of the run';
  if (changed.length === 0) return `recipe ${recipe} as it is; ${all}\n`;
  return `recipe ${recipe}, with\n${linesOf(changed)}${all}\n`;
}
