/** Makes the virtual environment of bench/autogluon.ts, in this folder: 2.3 GB, of which torch is most. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const pip = ['.venv/bin/python', '-m', 'pip'];

run('python3', ['-m', 'venv', '.venv']);
run(...pip, ['install', '--quiet', '--requirement', 'requirements.txt']);
// A build of it for GPUs does not load beside torch for CPUs, and no table needs it.
run(...pip, ['uninstall', '--quiet', '--yes', 'torchvision']);

function run(command, ...rest) {
  const args = rest.flat();
  const { status } = spawnSync(command, args, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}
