import path from 'node:path';
import { expect, it } from '@jest/globals';
import * as core from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';
import { markdownExamples, runAsyncMarkdownExample } from '../../../tools/markdown-example.js';
import * as nn from '../src/index.js';
import * as wasm from '../src/wasm/index.js';
import './backends.js';

const modules = {
  '@mobilenext/core': core,
  '@mobilenext/nn': nn,
  '@mobilenext/nn/wasm': wasm,
  '@tensorflow/tfjs-core': tf,
};

it.each(['packages/nn/README.md', 'docs/using-sgblock.md'])(
  'the examples of %s, one after another, print what the page says',
  async (page) => {
    const examples = markdownExamples(path.join(__dirname, '../../..', page));
    const code = examples.map((example) => example.code).join('');
    const output = examples.map((example) => example.output).join('\n');
    expect(await runAsyncMarkdownExample(code, modules)).toBe(output);
  },
);
