// Writes the kernels that differ in their sizes alone, from templates/. With --check nothing is
// written, and a file that is not what its template says is an error.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { depthwiseColumns } from './templates/depthwise-columns.mjs';
import { panel } from './templates/panel.mjs';

const FOLDER = 'assembly/packed';
const KERNELS = {
  'f32-panel-2x16': [panel, { name: 'panel2x16', pixels: 2, channels: 16 }],
  'f32-panel-2x16-in-parts': [
    panel,
    { name: 'panel2x16InParts', pixels: 2, channels: 16, inParts: true },
  ],
  'f32-panel-4x8': [panel, { name: 'panel4x8', pixels: 4, channels: 8 }],
  'f32-panel-4x4': [panel, { name: 'panel4x4', pixels: 4, channels: 4 }],
  ...depthwise({ stride: 1, columns: [3, 4, 5] }),
  ...depthwise({ stride: 1, columns: [3, 4, 5], shortcut: true }),
  ...depthwise({ stride: 2, columns: [2, 3] }),
};

process.chdir(dirname(fileURLToPath(import.meta.url)));
const isCheck = process.argv.includes('--check');
const stale = [];
for (const [file, [template, options]] of Object.entries(KERNELS)) {
  const path = `${FOLDER}/${file}.ts`;
  const head = `// Written by generate.mjs from templates/${kebab(template.name)}.mjs.`;
  const text = `${head}\n${template(options)}\n`;
  if (!isCheck) writeFileSync(path, text);
  else if (text !== readFileSync(path, 'utf8')) stale.push(path);
}
if (stale.length > 0) {
  console.error(
    `${stale.join(', ')}: not what the templates say; run node packages/kernels/generate.mjs`,
  );
  process.exitCode = 1;
}

function depthwise({ stride, columns, shortcut = false }) {
  return Object.fromEntries(
    columns.map((n) => [
      `f32-depthwise-3x3s${stride}-${n}${shortcut ? '-shortcut' : ''}`,
      [
        depthwiseColumns,
        {
          name: `columns${n}Stride${stride}${shortcut ? 'Shortcut' : ''}`,
          columns: n,
          stride,
          shortcut,
        },
      ],
    ]),
  );
}

function kebab(name) {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
