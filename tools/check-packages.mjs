// Checks each package as it would be published: what lies in its tarball, its package.json
// (publint) and whether its types resolve for every way to import it (attw). Needs the builds.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { problemAffectsResolutionKind, problemKindInfo } from '@arethetypeswrong/core/problems';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { publishedPackages, root, toolEnvironment } from './workspace.mjs';

const LARGEST_TARBALL = 300_000; // bytes
const EXPECTED_FILES = ['LICENSE', 'README.md', 'package.json'];

// Node 10's way knows no `exports`, hence no subpaths; no Node that we support resolves like that.
const RESOLUTIONS = ['node16-cjs', 'node16-esm', 'bundler'];

const folder = mkdtempSync(join(tmpdir(), 'mobilenext-pack-'));
try {
  packAll(folder);
  const problems = await Promise.all(publishedPackages().map(problemsOfPackage));
  problems.flat().forEach((problem) => console.error(problem));
  process.exitCode = problems.flat().length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true });
}

/** pnpm packs, for only pnpm replaces `workspace:` versions and adds the root's LICENSE. */
function packAll(destination) {
  const filters = publishedPackages().map(({ manifest }) => `--filter=${manifest.name}`);
  const args = ['--recursive', ...filters, 'pack', '--pack-destination', destination];
  const { status, stdout, stderr } = spawnSync('pnpm', args, {
    cwd: root,
    env: toolEnvironment(),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`pnpm pack failed:\n${stdout}${stderr}`);
}

async function problemsOfPackage(each) {
  const { name, version } = each.manifest;
  const file = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
  const tarball = readFileSync(join(folder, file));
  const content = createPackageFromTarballData(tarball);
  return [
    ...tarballProblems(tarball, content),
    ...(await manifestProblems(each, tarball)),
    ...(each.manifest.main ? await typeProblems(content) : []),
  ].map((problem) => `${each.folder}: ${problem}`);
}

function tarballProblems(tarball, content) {
  const missing = EXPECTED_FILES.filter(
    (name) => !content.fileExists(`/node_modules/${content.packageName}/${name}`),
  );
  const problems = missing.map((name) => `its tarball lacks ${name}`);
  if (tarball.length > LARGEST_TARBALL) {
    problems.push(`its tarball has ${tarball.length} bytes, more than ${LARGEST_TARBALL}`);
  }
  return problems;
}

async function manifestProblems({ manifest }, tarball) {
  const bytes = tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.length);
  const { messages } = await publint({
    pack: { tarball: bytes },
    strict: true,
  });
  return messages.map(
    (message) => `publint: ${formatMessage(message, manifest, { color: false })}`,
  );
}

async function typeProblems(content) {
  const analysis = await checkPackage(content);
  if (!analysis.types) return ['attw: it has no types'];
  return analysis.problems
    .filter((problem) =>
      RESOLUTIONS.some((kind) => problemAffectsResolutionKind(problem, kind, analysis)),
    )
    .map((problem) => {
      const where = problem.entrypoint ?? problem.typesFileName ?? problem.fileName;
      return `attw: ${problemKindInfo[problem.kind].title} (${where})`;
    });
}
