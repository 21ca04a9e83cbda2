/**
 * What reports and explanations cost: a fit of so many trials with and without its report, taken in turn; the report in full; what
 * columns matter and what makes ten answers, on a table of 10,000 rows and 20 columns by an ensemble.
 *
 *   npm run bench:report -- [--trials 6] [--json]
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type FitOptions, fit, loadPredictor, report } from '../src/index.js';
import { now } from '../src/util/clock.js';
import { randomStream } from '../src/util/random.js';

const { values } = parseArgs({
  options: { trials: { type: 'string', default: '6' }, json: { type: 'boolean', default: false } },
});
const trials = Number(values.trials);
const folder = mkdtempSync(join(tmpdir(), 'autofit-bench-'));

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = now();
  await work();
  return (now() - start) / 1000;
}

/** Twenty columns, of which six tell. */
function table(rows: number): Record<string, number>[] {
  const random = randomStream(0, 'bench');
  return Array.from({ length: rows }, () => {
    const x = Array.from({ length: 20 }, () => random.normal());
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = x;
    const y = a + Math.sin(2 * b) + c * d + Math.abs(e) + 0.3 * f + 0.2 * random.normal();
    return { ...Object.fromEntries(x.map((value, i) => [`x${i}`, value])), y };
  });
}

const data = [
  ['sacramento.csv', 'datasets/sacramento.csv', 'price'],
  ['credit.csv', 'datasets/credit.csv', 'Status'],
  ['10,000 × 20', table(10_000), 'y'],
] as const;
const figures = [];
for (const [name, source, label] of data) {
  const run = join(folder, name.replace(/\W/g, '-'));
  const fitted = (out: string, own: Partial<FitOptions>) =>
    fit(source, { label, trials, out, ...own });
  const without = await seconds(() => fitted(`${run}-bare`, { report: false }));
  const whole = await seconds(() => fitted(run, {}));
  const predictor = await loadPredictor(run);
  const rows = Array.from({ length: 10 }, (_, i) => i + 1);
  figures.push({
    data: name,
    'fit s': without,
    'with report s': whole,
    'report kB': statSync(join(run, 'report.html')).size / 1000,
    'in full s': await seconds(() => report(run)),
    'importance s': await seconds(() => predictor.explain(undefined)),
    'ten rows s': await seconds(() => predictor.explain(source as string, { rows })),
    models: predictor.leaderboard().filter(({ weight }) => weight > 0 && weight < 1).length,
  });
}
rmSync(folder, { recursive: true });
if (values.json) console.log(JSON.stringify(figures));
else console.table(figures);
