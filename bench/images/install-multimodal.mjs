/** Makes the virtual environment of AutoGluon MultiModal for bench/images.ts, in this folder: 6 GB, of which torch is most. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

run('python3', ['-m', 'venv', '.venv']);
run('.venv/bin/python', [
  '-m',
  'pip',
  'install',
  '--quiet',
  '--requirement',
  'multimodal-requirements.txt',
]);

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}
