/**
 * How fast predictors answer. First milliseconds for one row by a predictor that is loaded and warm: one model of each family,
 * and an ensemble of 25 models, five a family. Then rows a second of a table in memory by that ensemble, typing its cells and
 * starting threads counted, with one worker and with two. What is built in dist/ is measured; `npm run bench:trees` has the
 * trees beside LightGBM.
 *
 *   npm run bench:serving -- [--calls 200] [--rows 20000] [--rounds 3] [--json]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DataValues } from '../src/index.js';
import type { PredictorState } from '../src/predictor/predictor-state.js';
import { saveState } from '../src/predictor/save-state.js';
import { readValues } from '../src/table/read-values.js';
import { familyStates, joined, oneModel, servingRows } from './serving/predictors.js';

const { values: flags } = parseArgs({
  options: {
    calls: { type: 'string', default: '200' },
    rows: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const built = new URL('../dist/index.js', import.meta.url).href;
const { loadPredictor } = (await import(built)) as typeof import('../src/index.js');
const folder = mkdtempSync(join(tmpdir(), 'autofit-serving-'));
const states = await familyStates();
const five = ['mlp', 'realmlp', 'tabm', 'boosted-trees', 'random-forest'];
const ensemble = joined(five.flatMap((name) => states.get(name) ?? []));
const oneRow = [];
for (const [predictor, state] of [...states].map(([name, own]) => [name, oneModel(own)] as const)) {
  oneRow.push({ predictor, models: 1, ...(await warmRow(state)) });
}
oneRow.push({ predictor: 'ensemble', models: 25, ...(await warmRow(ensemble)) });
const table = await largeTable(ensemble);
if (flags.json) console.log(JSON.stringify({ oneRow, table }));
else {
  console.table(oneRow);
  console.table(table);
}
rmSync(folder, { recursive: true });

/** Of so many calls with a row each. */
async function warmRow(state: PredictorState): Promise<{ least: number; median: number }> {
  const rows = servingRows(Number(flags.calls), 1);
  const predictor = await loadPredictor(await saved(state));
  for (const row of rows.slice(0, 20)) await predictor.predict([row]);
  const times: number[] = [];
  for (const row of rows) times.push(await milliseconds(() => predictor.predict([row])));
  return spread(times);
}

/** Rounds with one worker and with two by turns; the answers must be the same. */
async function largeTable(state: PredictorState) {
  const data = await readValues(servingRows(Number(flags.rows), 2));
  const path = await saved(state);
  const times = new Map([1, 2].map((workers) => [workers, [] as number[]]));
  const answers = new Set<string>();
  for (let round = 0; round < Number(flags.rounds); round++) {
    for (const [workers, own] of times) {
      const predictor = await loadPredictor(path, { workers });
      own.push(await milliseconds(async () => answers.add(await answer(predictor, data))));
    }
  }
  if (answers.size > 1) throw new Error('one and two workers gave different answers');
  return [...times].map(([workers, own]) => {
    const rate = Number(flags.rows) / (spread(own).median / 1000);
    return { workers, rows: Number(flags.rows), rowsASecond: Math.round(rate) };
  });
}

async function answer(
  predictor: { predict(data: DataValues): Promise<readonly (number | string)[]> },
  data: DataValues,
): Promise<string> {
  return (await predictor.predict(data)).join();
}

async function saved(state: PredictorState): Promise<string> {
  const path = join(folder, 'model.safetensors');
  writeFileSync(path, await saveState(state));
  return path;
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function spread(times: readonly number[]): { least: number; median: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (place: number) => Number((sorted[place] ?? Number.NaN).toFixed(3));
  return { least: at(0), median: at(sorted.length >> 1) };
}
