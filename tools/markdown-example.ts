// Runs the worked examples of a page, so that neither their code nor their output can rot.
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { transformSync } from '@swc/core';

/** A worked example: code and, in the block after it, what it prints. */
export interface MarkdownExample {
  readonly code: string;
  readonly output: string;
}

const EXAMPLE = /^```ts\n([\s\S]*?)^```\n+^```text\n([\s\S]*?)^```$/gm;

/** All examples of a Markdown file: each `ts` block that a `text` block follows. */
export function markdownExamples(file: string): readonly MarkdownExample[] {
  return [...readFileSync(file, 'utf8').matchAll(EXAMPLE)].map(([, code, output]) => ({
    code,
    output: output.trimEnd(),
  }));
}

/**
 * What an example prints, without its last line break. Its imports come from `modules`; strings
 * are printed alone, one call of `console.log` a line.
 */
export function runMarkdownExample(code: string, modules: Record<string, unknown>): string {
  const lines: string[] = [];
  runInNewContext(compile(code), globals(modules, lines));
  return lines.join('\n');
}

/** The same for an example that awaits. */
export async function runAsyncMarkdownExample(
  code: string,
  modules: Record<string, unknown>,
): Promise<string> {
  const lines: string[] = [];
  await runInNewContext(`(async () => { ${compile(code)} })()`, globals(modules, lines));
  return lines.join('\n');
}

function compile(code: string): string {
  const options = {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  } as const;
  return transformSync(code, options).code;
}

function globals(modules: Record<string, unknown>, lines: string[]): Record<string, unknown> {
  return {
    exports: {},
    console: { log: (...values: unknown[]) => lines.push(values.map(String).join(' ')) },
    require: (name: string) => {
      if (!(name in modules)) throw new Error(`the example imports ${name}, which the test lacks`);
      return modules[name];
    },
  };
}
