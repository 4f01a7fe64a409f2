import path from 'node:path';
import * as core from '@mobilenext/core';
import { expect, it } from '@jest/globals';
import { markdownExamples, runMarkdownExample } from '../../../tools/markdown-example.js';
import * as mobilenext from '../src/index.js';

it("the README's example prints what it says", () => {
  const [{ code, output }] = markdownExamples(path.join(__dirname, '../README.md'));
  const modules = { '@mobilenext/core': core, '@mobilenext/mobilenext': mobilenext };
  expect(runMarkdownExample(code, modules)).toBe(output);
});
