import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exportPython } from '../../src/export-python.js';
import { findPython } from '../fixtures/find-python.js';
import { evenPrices, quantileModel } from '../fixtures/quantile-model.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const rows = evenPrices(60, 9).map(({ price: _, ...row }) => row);
const script = `
import json, sys
from model import predict, predict_quantiles, QUANTILES
rows = json.load(sys.stdin)
json.dump({"each": predict_quantiles(rows).tolist(), "values": predict(rows), "quantiles": QUANTILES}, sys.stdout)
`;

test.each([
  ['linear'],
  ['mlp'],
  ['tabm'],
  ['boosted-trees'],
  ['symmetric-trees'],
  ['linear', 'boosted-trees'],
])(
  'a Python file of %s answers quantiles as the predictor does, and they never cross',
  async (...models) => {
    const { predictor } = await quantileModel({ models, trials: models.length });
    writeFileSync(folder.at('model.safetensors'), await predictor.toBytes());
    writeFileSync(folder.at('model.py'), await exportPython(folder.at('model.safetensors')));
    const python = findPython('numpy');
    const options = { cwd: folder.path, input: JSON.stringify(rows) };
    const told = JSON.parse(execFileSync(python, ['-c', script], options).toString());
    expect(told.quantiles).toEqual([0.1, 0.5, 0.9]);
    const answers = await predictor.predictQuantiles(rows);
    for (const [row, own] of answers.entries()) {
      expect(told.each[row]).toEqual(told.each[row].toSorted((a: number, b: number) => a - b));
      for (const [place, answer] of own.entries()) {
        expect(Math.abs(told.each[row][place] - answer) / (Math.abs(answer) || 1)).toBeLessThan(
          2e-5,
        );
      }
      expect(told.values[row]).toBe(told.each[row][1]);
    }
    writeFileSync(
      folder.at('rows.csv'),
      `x,noise\n${rows.map((row) => `${row.x},${row.noise}`).join('\n')}\n`,
    );
    const csv = execFileSync(python, ['model.py', 'rows.csv'], { cwd: folder.path }).toString();
    expect(csv.split('\n')[0]).toBe('price_0.1,price_0.5,price_0.9');
    expect(csv.split('\n')[1]?.split(',').map(Number)).toEqual(told.each[0]);
  },
  60_000,
);
