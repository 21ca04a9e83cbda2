/**
 * How much sooner a whole search ends with two workers than with one, beside what two native processes do at once: the same
 * trials, so the same model, interleaved.
 *
 *   npm run bench:workers -- [--trials 16] [--rounds 2] [--json]
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureFmaPeak } from './engine/fma-peak.js';

const MAIN = new URL('../dist/cli/main.js', import.meta.url).pathname;
const TABLE = ['datasets/concrete.csv', '--label', 'compressive_strength'];
const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '16' },
    rounds: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
});

const rounds = [];
for (let round = 0; round < Number(values.rounds); round++) {
  const [one, two] = [searched(1), searched(2)];
  if (one.hash !== two.hash) throw new Error('one and two workers made different models');
  const control = (await measureFmaPeak())?.twoProcesses ?? Number.NaN;
  const speedUp = one.seconds / two.seconds;
  rounds.push({
    one: one.seconds,
    two: two.seconds,
    speedUp,
    twoNativeProcesses: control,
    share: speedUp / control,
  });
}
if (values.json) console.log(JSON.stringify(rounds));
else console.table(rounds);

function searched(workers: number): { readonly seconds: number; readonly hash: string } {
  const folder = mkdtempSync(join(tmpdir(), 'autofit-bench-'));
  const out = join(folder, 'run');
  const options = ['--trials', values.trials, '--workers', `${workers}`, '--quiet', '--out', out];
  const started = performance.now();
  execFileSync(process.execPath, [MAIN, ...TABLE, ...options], { stdio: 'ignore' });
  const seconds = (performance.now() - started) / 1000;
  const bytes = readFileSync(join(out, 'model.safetensors'));
  rmSync(folder, { recursive: true });
  return { seconds, hash: createHash('sha256').update(bytes).digest('hex') };
}
