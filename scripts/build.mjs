/** Compiles src to dist; does nothing when dist is newer than every source, or where TypeScript is not installed. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', '.built');
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

if (existsSync(compiler) && !isFresh()) build();

function isFresh() {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  const inputs = ['tsconfig.json', 'package.json', 'scripts/build.mjs', ...sources()];
  return inputs.every((name) => statSync(join(root, name)).mtimeMs <= built);
}

function sources() {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).map((name) =>
    join('src', name),
  );
}

function build() {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const compiled = spawnSync(process.execPath, [compiler, '--project', root], { stdio: 'inherit' });
  if (compiled.status !== 0) process.exit(compiled.status ?? 1);
  chmodSync(join(root, 'dist', 'cli', 'main.js'), 0o755);
  writeFileSync(stamp, '');
}
