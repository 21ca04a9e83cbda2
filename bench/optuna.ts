/** Fits, exports the trials for Optuna, and loads them with the real package: the same trials, states and best value. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJournal } from '../src/journal/journal-file.js';

const PYTHON = new URL('./peers/.venv/bin/python', import.meta.url).pathname;
const MAIN = new URL('../dist/cli/main.js', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'autofit-bench-'));
const [run, journal] = [join(folder, 'run'), join(folder, 'journal.log')];
const autofit = (...args: string[]) => execFileSync(process.execPath, [MAIN, ...args]);
autofit('datasets/penguins.csv', '-l', 'species', '--trials', '12', '-q', '-o', run);
autofit('export', run, '--format', 'optuna', '--out', journal);
const script = new URL('peers/optuna_study.py', import.meta.url).pathname;
const loaded = JSON.parse(execFileSync(PYTHON, [script, journal], { encoding: 'utf8' }));
const { events } = await readJournal(run);
const scores = events.flatMap((event) => (event.kind === 'trial' ? (event.trial.score ?? []) : []));
const best = Math.min(...scores);
const isSame = loaded.trials === scores.length && Math.abs(loaded.value - best) < 1e-12;
console.log({ ...loaded, ours: { trials: scores.length, value: best }, isSame });
console.log(`${readFileSync(journal, 'utf8').split('\n').length - 1} lines`);
rmSync(folder, { recursive: true });
if (!isSame) process.exitCode = 1;
