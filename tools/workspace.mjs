// Where the repository is and which packages it holds.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The root package.json. */
export const rootManifest = readJson(join(root, 'package.json'));

/** Every package of the house: short name (`core`, `cli`), folder relative to the root, package.json. */
export function workspacePackages() {
  return ['packages', 'apps']
    .flatMap((group) =>
      readdirSync(join(root, group)).map((name) => ({ name, folder: `${group}/${name}` })),
    )
    .filter(({ folder }) => existsSync(join(root, folder, 'package.json')))
    .map((each) => ({ ...each, manifest: readJson(join(root, each.folder, 'package.json')) }));
}

/** Those that are published, which a private package such as the page is not. */
export const publishedPackages = () =>
  workspacePackages().filter(({ manifest }) => !manifest.private);

/** An environment in which the tools of node_modules, pnpm among them, are found by name. */
export function toolEnvironment(extra = {}) {
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  return { ...process.env, PATH: path, ...extra };
}

export function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
