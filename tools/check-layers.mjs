// Checks that no import crosses the house against the arrows of layers.mjs, that the
// package.json files agree with them and that docs/architecture.md draws them.
//   --draw prints the arrows as a mermaid graph; --write puts them into docs/architecture.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cruise } from 'dependency-cruiser';
import { layerRules } from './layer-rules.mjs';
import { drawLayers, layers } from './layers.mjs';
import { root, workspacePackages } from './workspace.mjs';

const DRAWING = /(?<=<!-- layers -->\n)[\s\S]*?(?=<!-- \/layers -->)/;
const page = join(root, 'docs', 'architecture.md');

const { values } = parseArgs({
  options: { draw: { type: 'boolean' }, write: { type: 'boolean' } },
});
if (values.draw) {
  console.log(drawLayers());
} else if (values.write) {
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(DRAWING, () => `${drawLayers()}\n`),
  );
} else {
  const problems = [...manifestProblems(), ...drawingProblems(), ...(await importProblems())];
  problems.forEach((problem) => console.error(problem));
  process.exitCode = problems.length > 0 ? 1 : 0;
}

function manifestProblems() {
  const packages = workspacePackages();
  const names = packages.map(({ name }) => name);
  return [
    ...names.filter((name) => !layers[name]).map((name) => `${name}: is not in tools/layers.mjs`),
    ...packages.flatMap(({ name, folder, manifest }) => {
      const needed = { ...manifest.dependencies, ...manifest.peerDependencies };
      return names
        .filter((other) => needed[`@mobilenext/${other}`] && !layers[name]?.includes(other))
        .map((other) => `${folder}/package.json: needs ${other}, an arrow not in tools/layers.mjs`);
    }),
    // The command composes whatever it needs; a library's arrows are all used.
    ...packages
      .filter(({ folder }) => folder.startsWith('packages/'))
      .flatMap(({ name, folder, manifest }) =>
        (layers[name] ?? [])
          .filter((other) => !manifest.dependencies?.[`@mobilenext/${other}`])
          .map((other) => `${folder}/package.json: lacks ${other}, an arrow of tools/layers.mjs`),
      ),
  ];
}

function drawingProblems() {
  if (!existsSync(page)) return [];
  const drawn = readFileSync(page, 'utf8').match(DRAWING)?.[0].trim();
  if (drawn === drawLayers()) return [];
  const mend = 'run `node tools/check-layers.mjs --write`';
  return drawn === undefined
    ? ['docs/architecture.md: has no <!-- layers --> ... <!-- /layers --> to draw the arrows in']
    : [`docs/architecture.md: draws other arrows than tools/layers.mjs; ${mend}`];
}

async function importProblems() {
  process.chdir(root);
  const sources = workspacePackages().flatMap(({ folder }) =>
    ['src', 'test', 'bin'].map((part) => `${folder}/${part}`).filter((path) => existsSync(path)),
  );
  const { output } = await cruise(sources, {
    ruleSet: { forbidden: layerRules() },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: '(node_modules|/dist/)' },
    exclude: { path: '/generated/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
    },
  });
  const comments = Object.fromEntries(layerRules().map(({ name, comment }) => [name, comment]));
  return output.summary.violations.map(
    ({ from, to, cycle, rule }) =>
      `${from} -> ${cycle ? cycle.map((each) => each.name).join(' -> ') : to}: ${comments[rule.name]}`,
  );
}
