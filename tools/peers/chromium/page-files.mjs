import { readdirSync, readFileSync } from 'node:fs';

/** The packages that the page imports, by what they are called: as built, not bundled. */
const PACKAGES = ['core', 'kernels', 'mobilenext', 'pictures', 'runtime'];
const imports = Object.fromEntries(
  PACKAGES.map((name) => [`@mobilenext/${name}`, `/${name}/index.js`]),
);
const HTML = `<!doctype html>
<script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module" src="/page.mjs"></script>`;

/** What a page needs that computes the job: files by their path. */
export function pageFiles(job) {
  return {
    '/': file('text/html', HTML),
    '/page.mjs': script('./page.mjs'),
    '/parse-safetensors.mjs': script('../parse-safetensors.mjs'),
    ...Object.fromEntries(PACKAGES.flatMap(modulesOf)),
    '/job': file('application/json', JSON.stringify(job)),
    '/weights': binary(job.weights),
    '/pictures': binary(job.pictures),
  };
}

/** A package's entry, and the files that it shares with its other entries. */
function modulesOf(name) {
  const folder = `../../../packages/${name}/dist`;
  return readdirSync(new URL(folder, import.meta.url))
    .filter((path) => path.endsWith('.js'))
    .map((path) => [`/${name}/${path}`, script(`${folder}/${path}`)]);
}

const file = (type, body) => ({ type, body });
const script = (path) => file('text/javascript', readFileSync(new URL(path, import.meta.url)));
const binary = (path) => file('application/octet-stream', readFileSync(path));
