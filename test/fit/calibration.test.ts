import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exportOnnx } from '../../src/export-onnx.js';
import { exportTypeScript } from '../../src/export-typescript.js';
import { fit } from '../../src/fit/fit.js';
import type { ProgressEvent } from '../../src/options/progress-event.js';
import { loadState } from '../../src/predictor/load-state.js';
import { loadPredictor } from '../../src/run/predictor-file.js';
import { randomStream } from '../../src/util/random.js';
import { runHere } from '../fixtures/run-here.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const random = randomStream('calibration');
const rows = Array.from({ length: 300 }, () => {
  const x = random.next();
  return { x, y: random.next() < (x < 0.5 ? 0.1 : 0.7) ? 'yes' : 'no' };
});
const plain = { label: 'y', trials: 1, workers: 1, models: ['extra-trees'], folds: 2 } as const;

test.each(['isotonic', 'beta'] as const)(
  'a predictor calibrated by %s is saved, loaded and explained, and says what it chose',
  async (calibrate) => {
    const out = folder.at(calibrate);
    const fitted = await fit(rows, { ...plain, ensemble: { calibrate }, out, report: false });
    const { calibration, temperature } = await loadState(await fitted.toBytes());
    expect(calibration).toMatchObject({ kind: calibrate, curves: [{ kind: calibrate }] });
    expect(temperature).toBe(1);
    const none = await fit(rows, { ...plain, ensemble: { calibrate: false } });
    const own = await fitted.predictProba(rows);
    expect(own).not.toEqual(await none.predictProba(rows));
    expect(await (await loadPredictor(out)).predictProba(rows)).toEqual(own);
    expect(fitted.summary.chosen).toContain(`the ${calibrate} calibration`);
    const { rows: explained } = await fitted.explain(rows, { rows: [1], scale: 'probability' });
    expect(explained).toHaveLength(1);
    expect(() => fitted.coefficients()).toThrow();
  },
  20_000,
);

test('ONNX refuses it, and TypeScript takes it along', async () => {
  const model = folder.at('beta');
  await expect(exportOnnx(model)).rejects.toThrow('The beta calibration cannot be said in ONNX.');
  await expect(exportTypeScript(model, {})).resolves.toBeDefined();
});

test('for numbers it is refused, and of few rows steps are warned of', async () => {
  const numbers = { ...plain, label: 'x', ensemble: { calibrate: 'beta' } } as const;
  await expect(fit(rows, numbers)).rejects.toThrow(/`calibrate` beta is for classes, and "x"/);
  const told: ProgressEvent[] = [];
  const own = { ...plain, models: ['constant'], ensemble: { calibrate: 'isotonic' } } as const;
  await fit(rows, { ...own, onProgress: (event) => told.push(event) });
  expect(JSON.stringify(told)).toContain('isotonic calibration of 300 rows follows their noise');
});

test('on the command line it is a word, and others are refused', async () => {
  const data = folder.at('rows.csv');
  writeFileSync(data, `x,y\n${rows.map(({ x, y }) => `${x},${y}`).join('\n')}\n`);
  const asked = ['fit', data, '-l', 'y', '--trials', '1', '--models', 'constant', '-j', '1'];
  const out = folder.at('cli');
  const done = await runHere([...asked, '--no-report', '-o', out, '--calibrate', 'beta']);
  expect(done.code).toBe(0);
  const wrong = await runHere([...asked, '--calibrate', 'platt']);
  expect(wrong.stderr).toContain('Allowed choices are auto, temperature, isotonic, beta, none.');
});
