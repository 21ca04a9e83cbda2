/**
 * How long `autofit --help` takes beside an empty Node process, as a ratio of medians of interleaved runs.
 *
 *   npm run bench:startup -- [--json]
 */
import { spawnSync } from 'node:child_process';

const RUNS = 15;
const MAIN = new URL('../dist/cli/main.js', import.meta.url).pathname;

const empty: number[] = [];
const help: number[] = [];
for (let run = 0; run <= RUNS; run++) {
  const pair = [time(['-e', '0']), time([MAIN, '--help'])] as const;
  if (run === 0) continue; // the first run warms the disk cache
  empty.push(pair[0]);
  help.push(pair[1]);
}
const figures = {
  emptyMs: median(empty),
  helpMs: median(help),
  ratio: median(help) / median(empty),
};
if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
else {
  console.log(`node -e 0        ${figures.emptyMs.toFixed(1)} ms`);
  console.log(`autofit --help   ${figures.helpMs.toFixed(1)} ms`);
  console.log(`ratio            ${figures.ratio.toFixed(2)} (aim: 1.5)`);
}

function time(options: readonly string[]): number {
  const started = performance.now();
  const done = spawnSync(process.execPath, options, { stdio: 'ignore' });
  if (done.status !== 0) throw new Error(`node ${options.join(' ')} ended with ${done.status}`);
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
