import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import * as imagenet from '@mobilenext/imagenet';
import * as mobilenext from '@mobilenext/mobilenext';
import { markdownExamples, runMarkdownExample } from '../../../tools/markdown-example.js';

const modules = { '@mobilenext/imagenet': imagenet, '@mobilenext/mobilenext': mobilenext };

it('the example of docs/augmentation.md prints what it says', () => {
  const examples = markdownExamples(join(__dirname, '../../../docs/augmentation.md'));
  expect(examples).toHaveLength(1);
  for (const { code, output } of examples) expect(runMarkdownExample(code, modules)).toBe(output);
});
