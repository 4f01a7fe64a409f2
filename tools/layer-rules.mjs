// The table of arrows as rules for dependency-cruiser.
import { layers, tensorflowUsers } from './layers.mjs';
import { workspacePackages } from './workspace.mjs';

const folders = Object.fromEntries(workspacePackages().map(({ name, folder }) => [name, folder]));

const TEST_FILES = '(.*\\.test\\.ts$|test/)';
const TESTS = `^[^/]+/[^/]+/${TEST_FILES}`;
const HOUSE = `^(${Object.values(folders).join('|')})/`;
const TESTED_WITH = ['mobilenext'];

export function layerRules() {
  return [...workspacePackages().flatMap(rulesOfPackage), ...commonRules()];
}

function rulesOfPackage({ name, folder, manifest }) {
  const allowed = layers[name] ?? [];
  const developedWith = Object.keys(folders).filter(
    (other) => manifest.devDependencies?.[`@mobilenext/${other}`],
  );
  const sources = { path: `^${folder}/`, pathNot: TESTS };
  const tests = { path: `^${folder}/${TEST_FILES}` };
  return [
    arrows(`sources of ${name}`, sources, [name, ...allowed]),
    arrows(`tests of ${name}`, tests, [name, ...allowed, ...TESTED_WITH, ...developedWith]),
  ];
}

/** Forbids the files `from` to import any package of the house but the allowed ones. */
function arrows(files, from, allowed) {
  return {
    name: files,
    comment: `${files} may import ${allowed.join(', ')} (tools/layers.mjs)`,
    severity: 'error',
    from,
    to: { path: HOUSE, pathNot: `^(${allowed.map((name) => folders[name]).join('|')})/` },
  };
}

function commonRules() {
  const mayUseTensorflow = tensorflowUsers.map((name) => folders[name]).join('|');
  return [
    {
      name: 'tensorflow',
      comment: `only ${tensorflowUsers.join(', ')} and tests may import @tensorflow/*`,
      severity: 'error',
      from: { path: HOUSE, pathNot: [`^(${mayUseTensorflow})/`, TESTS] },
      to: { path: '(^|node_modules/)@tensorflow/' },
    },
    {
      name: 'deep-import',
      comment: 'another package is imported by its name only, never by a path into it',
      severity: 'error',
      from: { path: '^((?:packages|apps)/[^/]+)/' },
      to: { path: HOUSE, pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'circular-import',
      comment: 'files that import each other are one file or lack a third',
      severity: 'error',
      from: { path: HOUSE },
      to: { circular: true },
    },
    {
      name: 'unresolvable',
      comment:
        'the import leads nowhere (not installed, not built, or not exported by its package)',
      severity: 'error',
      from: { path: HOUSE },
      to: { couldNotResolve: true },
    },
    {
      name: 'development-dependency',
      comment: 'sources may not need what only developers install',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm-peer', 'type-only'] },
    },
  ];
}
