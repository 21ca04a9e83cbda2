/** Installs what bench/engine.ts compares with, into this folder; what does not install is named and left out. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

run('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts']);
if (run('python3', ['-m', 'venv', '.venv'])) {
  run('.venv/bin/python', ['-m', 'pip', 'install', '--quiet', '--requirement', 'requirements.txt']);
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: folder, stdio: 'inherit' });
  if (status !== 0)
    console.error(`${command} ${args.join(' ')} failed: its peers will be left out`);
  return status === 0;
}
