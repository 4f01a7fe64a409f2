import path from 'node:path';
import { expect, it } from '@jest/globals';
import { markdownExamples, runMarkdownExample } from '../../../tools/markdown-example.js';
import * as core from '../src/index.js';

const pages = ['packages/core/README.md', 'docs/using-sgblock.md'];

// What a page shows after its first example runs networks; the tests of nn run it.
it.each(pages)('the first example of %s prints what the page says', (page) => {
  const [{ code, output }] = markdownExamples(path.join(__dirname, '../../..', page));
  expect(runMarkdownExample(code, { '@mobilenext/core': core })).toBe(output);
});
