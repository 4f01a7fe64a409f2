// The arrows of the house: which package may import which, at run time. What is not listed does
// not exist. Tests may also import what their package lists under devDependencies.
export const layers = {
  core: [],
  kernels: [],
  pictures: [],
  mobilenext: ['core'],
  nn: ['core', 'kernels', 'pictures'],
  runtime: ['core', 'mobilenext', 'kernels', 'pictures'],
  imagenet: ['pictures'],
  converter: ['core', 'mobilenext'],
  trainer: ['nn', 'imagenet', 'converter'],
  web: ['core', 'mobilenext', 'converter', 'runtime'],
  cli: ['core', 'kernels', 'mobilenext', 'nn', 'runtime', 'imagenet', 'converter', 'trainer'],
};

/** TensorFlow.js enters the house through these packages alone. */
export const tensorflowUsers = ['nn', 'trainer', 'cli'];

/** The arrows as a mermaid graph. */
export function drawLayers() {
  const arrows = Object.entries(layers).flatMap(([from, allowed]) =>
    allowed.map((to) => `  ${from} --> ${to}`),
  );
  return ['```mermaid', 'graph TD', ...arrows, '```'].join('\n');
}
