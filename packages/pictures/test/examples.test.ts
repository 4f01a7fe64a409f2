import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { markdownExamples, runMarkdownExample } from '../../../tools/markdown-example.js';
import * as pictures from '../src/index.js';

it("the README's example prints what it says", () => {
  const [{ code, output }] = markdownExamples(join(__dirname, '../README.md'));
  expect(runMarkdownExample(code, { '@mobilenext/pictures': pictures })).toBe(output);
});
