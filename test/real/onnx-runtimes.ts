import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPython } from '../fixtures/find-python.js';

const FOLDER = fileURLToPath(new URL('onnx', import.meta.url));

/** By the names of the files that they leave in the folder of a model. */
export const RUNTIMES = ['python', 'web'] as const;
export type Runtime = (typeof RUNTIMES)[number];

/** Runs the models in these folders, all in one process; Python's checks them too. Throws where the runtime is missing. */
export function runModels(runtime: Runtime, folders: readonly string[]): void {
  if (runtime === 'web') installWeb();
  const [program, script] =
    runtime === 'web'
      ? [process.execPath, 'run.mjs']
      : [findPython('numpy', 'onnx', 'onnxruntime'), 'run.py'];
  execFileSync(program, [join(FOLDER, script), ...folders], { stdio: 'pipe' });
}

/** A folder of its own, as the runtime is larger than all else that is developed with. */
function installWeb(): void {
  if (existsSync(join(FOLDER, 'node_modules'))) return;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    stdio: 'pipe',
  });
}

/** What a runtime left in a folder: doubles, or texts, by the name of the output. */
export function answersIn(
  folder: string,
  runtime: Runtime,
): ReadonlyMap<string, Float64Array | readonly string[]> {
  const told: Record<string, string | readonly string[]> = JSON.parse(
    readFileSync(join(folder, `${runtime}.json`), 'utf8'),
  );
  return new Map(
    Object.entries(told).map(([name, own]) => [
      name,
      typeof own === 'string'
        ? new Float64Array(Uint8Array.from(Buffer.from(own, 'base64')).buffer)
        : own,
    ]),
  );
}
