import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { markdownExamples, runMarkdownExample } from '../../../tools/markdown-example.js';
import * as augment from '../src/augment/index.js';
import * as pictures from '../src/index.js';

const modules = {
  '@mobilenext/pictures': pictures,
  '@mobilenext/pictures/augment': augment,
};

it("the README's examples print what they say", () => {
  const examples = markdownExamples(join(__dirname, '../README.md'));
  expect(examples).toHaveLength(3);
  for (const { code, output } of examples) expect(runMarkdownExample(code, modules)).toBe(output);
});
