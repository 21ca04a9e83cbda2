/** Compiles the WebAssembly kernels and src; does nothing when all is newer than its sources, or without the compilers. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildKernels } from './build-kernels.mjs';
import { packagesNoted } from './bundled-packages.mjs';
import { pruneDeclarations } from './prune-declarations.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', '.built');
/** The program in Python that exported models run in. */
const RUNTIME = join('export', 'python', 'runtime');
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

await buildKernels(root);
if (existsSync(compiler) && !isFresh()) await build();

function isFresh() {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  const inputs = [
    'tsconfig.json',
    'package.json',
    'scripts/build.mjs',
    'scripts/bundle.mjs',
    'scripts/bundle-browser.mjs',
    'scripts/bundle-cli.mjs',
    'scripts/bundled-packages.mjs',
    'scripts/notices.mjs',
    'scripts/prune-declarations.mjs',
    ...sources(),
  ];
  return inputs.every((name) => statSync(join(root, name)).mtimeMs <= built);
}

function sources() {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).map((name) =>
    join('src', name),
  );
}

async function build() {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const compiled = spawnSync(process.execPath, [compiler, '--project', root], { stdio: 'inherit' });
  if (compiled.status !== 0) process.exit(compiled.status ?? 1);
  cpSync(join(root, 'src', RUNTIME), join(root, 'dist', RUNTIME), { recursive: true });
  const { bundleScripts } = await import('./bundle.mjs');
  await bundleScripts(root);
  const { bundleCli } = await import('./bundle-cli.mjs');
  await bundleCli(root);
  pruneDeclarations(root);
  writeFileSync(stamp, JSON.stringify(packagesNoted()));
}
