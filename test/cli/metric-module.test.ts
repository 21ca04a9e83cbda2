import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runHere } from '../fixtures/run-here.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const data = folder.at('rows.csv');
writeFileSync(
  data,
  ['x,y', ...Array.from({ length: 60 }, (_, i) => `${i % 20},${3 * (i % 20) + (i % 7)}`)].join(
    '\n',
  ),
);
const module = folder.at('worst.mjs');
writeFileSync(
  module,
  `export default {
    name: 'worst',
    direction: 'minimize',
    score: (truth, predictions) => Math.max(...truth.map((y, i) => Math.abs(y - predictions[i]))),
  };`,
);
const quick = ['--trials', '1', '--models', 'linear', '-j', '1', '--no-report', '-q'];

test('a module decides, scores and is asked for again where it is needed', async () => {
  const run = folder.at('run');
  const fit = ['fit', data, '--label', 'y', '--metric', module, '--out', run, ...quick];
  const fitted = await runHere(fit);
  expect(fitted).toMatchObject({ code: 0 });
  expect(fitted.stdout).toContain('worst ↓');
  const scored = await runHere(['evaluate', run, data, '--metric', `${module},mae`, '-q']);
  expect(scored.stdout).toMatch(/worst ↓ +\d/);
  const without = await runHere(['leaderboard', run, data]);
  expect(without).toMatchObject({ code: 2 });
  expect(without.stderr).toContain('Give it again with --metric');
  expect((await runHere(['leaderboard', run, data, '-m', module])).stdout).toContain('test');
  const more = await runHere(['resume', run, '--trials', '+1', '-q', '--metric', 'rmse']);
  expect(more.stderr).toContain('--metric rmse is no file');
});

test.each([
  ['./nowhere.mjs', 'there is no such file'],
  [folder.at('broken.mjs'), 'cannot be loaded'],
  [folder.at('empty.mjs'), 'it exports nothing by default'],
])('%s is no metric', async (path, message) => {
  writeFileSync(folder.at('broken.mjs'), 'export default {');
  writeFileSync(folder.at('empty.mjs'), 'export const other = 1;');
  const found = await runHere(['fit', data, '--label', 'y', '--metric', path, ...quick]);
  expect(found).toMatchObject({ code: 2 });
  expect(found.stderr).toContain(message);
});

test('costs are read from a file, whose mistakes are told', async () => {
  const costs = folder.at('costs.json');
  writeFileSync(costs, '{"a": 1');
  const asked = ['fit', data, '--label', 'y', '--costs', costs, ...quick];
  expect((await runHere(asked)).stderr).toContain('--costs cannot be read');
  writeFileSync(costs, '{"a": {"b": 1}}');
  expect((await runHere(asked)).stderr).toContain('--costs are of classes');
});
