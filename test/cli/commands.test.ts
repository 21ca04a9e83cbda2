import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { loadPredictor } from '../../src/run/predictor-file.js';
import { VERSION } from '../../src/util/version.js';
import { csvOf, sampleRows } from '../fixtures/rows.js';
import { runCli } from '../fixtures/run-cli.js';
import { runHere } from '../fixtures/run-here.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { tinyPreset } from '../fixtures/tiny-preset.js';

const folder = tempFolder();
const rows = sampleRows(60);
const columns = ['x', 'z', 'group', 'kind', 'price'];
const data = folder.write('data.csv', csvOf(rows, columns));
const classes = folder.at('classes');
const prices = folder.at('prices');
const escapeCode = String.fromCharCode(27);

beforeAll(async () => {
  const shared = { preset: folder.write('tiny.json', tinyPreset), trials: 2, workers: 1 };
  await fit(data, { ...shared, label: 'kind', ignore: ['price'], out: classes });
  await fit(data, { ...shared, label: 'price', ignore: ['kind'], out: prices });
});

type CsvRow = Record<string, string>;

function csv(text: string): CsvRow[] {
  return parse(text, { columns: true }) as CsvRow[];
}

describe('autofit predict', () => {
  test('writes the label of each row under its name', async () => {
    const { code, stdout, stderr } = await runHere(['predict', classes, data]);
    expect(code).toBe(0);
    const predicted = csv(stdout);
    expect(predicted).toHaveLength(60);
    expect(Object.keys(predicted[0] ?? {})).toEqual(['kind']);
    expect(stderr).toBe('');
  });

  test('writes a probability for each class with --proba', async () => {
    const { stdout } = await runHere(['predict', classes, data, '--proba']);
    for (const row of csv(stdout)) {
      const names = ['proba_low', 'proba_mid', 'proba_top'];
      expect(Object.keys(row)).toEqual(['kind', ...names]);
      const chances = names.map((name) => Number(row[name]));
      expect(chances.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      expect(Number(row[`proba_${row.kind}`])).toBe(Math.max(...chances));
    }
  });

  test('takes the model file, writes to a file, reads standard input', async () => {
    const out = folder.at('predictions.csv');
    const model = `${prices}/model.safetensors`;
    const input = readFileSync(data, 'utf8');
    const written = await runCli(['predict', model, '-', '--out', out], { input });
    expect(written).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(out, 'utf8')).toBe((await runHere(['predict', prices, data])).stdout);
  });

  test('tells of extra columns unless quiet', async () => {
    const extra = folder.write('extra.csv', 'x,z,group,colour\n1,2,north,red\n');
    const loud = await runHere(['predict', prices, extra]);
    expect(loud.stderr).toMatch(/^note: .*colour/);
    expect((await runHere(['predict', prices, extra, '-q'])).stderr).toBe('');
  });

  test('names missing columns', async () => {
    const lacking = folder.write('lacking.csv', 'z\n1\n');
    const { code, stderr, stdout } = await runHere(['predict', prices, lacking]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('lacks the column(s) "x", "group"');
  });

  test('refuses probabilities of numbers', async () => {
    const { code, stderr } = await runHere(['predict', prices, data, '--proba']);
    expect(code).toBe(2);
    expect(stderr).toContain('no class probabilities');
  });

  test('refuses an output that cannot be written', async () => {
    const { code, stderr } = await runHere(['predict', prices, data, '-o', `${data}/x.csv`]);
    expect(code).toBe(2);
    expect(stderr).toContain('cannot be written');
  });

  test('ends well when its reader stops reading', async () => {
    const header = 'x,z,group\n';
    const large = folder.write('large.csv', header + '1,2,north\n'.repeat(60_000));
    const child = spawn(process.execPath, [
      resolve('dist/cli/main.js'),
      'predict',
      prices,
      large,
      '-q',
    ]);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((done) => child.on('close', done));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('autofit evaluate', () => {
  test('gives the metrics that the predictions give', async () => {
    const { code, stdout } = await runHere(['evaluate', prices, data, '--json']);
    expect(code).toBe(0);
    const evaluation = JSON.parse(stdout);
    expect(Object.keys(evaluation)).toEqual(['rows', 'metrics']);
    expect(evaluation.rows).toBe(60);
    const predicted = csv((await runHere(['predict', prices, data])).stdout);
    const guess = Float64Array.from(predicted, ({ price }) => Number(price));
    const truth = Float64Array.from(rows, ({ price }) => Number(price));
    const task = { kind: 'regression', classes: 0 } as const;
    for (const name of ['rmse', 'mae', 'r2']) {
      expect(evaluation.metrics[name]).toBeCloseTo(metricNamed(name).score(truth, guess, task), 10);
    }
  });

  test('gives the accuracy and log loss of the predicted classes', async () => {
    const evaluated = await runHere([
      'evaluate',
      classes,
      data,
      '--json',
      '--metric',
      'accuracy,log-loss',
    ]);
    const predicted = csv((await runHere(['predict', classes, data, '--proba'])).stdout);
    const right = predicted.filter(({ kind }, i) => kind === rows[i]?.kind).length;
    const losses = predicted.map((row, i) => -Math.log(Number(row[`proba_${rows[i]?.kind}`])));
    const { metrics } = JSON.parse(evaluated.stdout);
    expect(Object.keys(metrics)).toEqual(['accuracy', 'log_loss']);
    expect(metrics.accuracy).toBeCloseTo(right / 60, 12);
    expect(metrics.log_loss).toBeCloseTo(losses.reduce((a, b) => a + b) / 60, 5);
  });

  test('prints a line for each metric with its arrow', async () => {
    const { stdout } = await runHere(['evaluate', prices, data]);
    expect(stdout).toMatch(/^60 rows\nrmse ↓ +\d.*\nmae ↓ .*\nr2 ↑ .*\n$/);
  });

  test('refuses rows without one class that training knew', async () => {
    const others = rows.slice(0, 9).map((row) => ({ ...row, kind: `${row.kind}-x` }));
    const other = folder.write('others.csv', csvOf(others, columns));
    for (const command of ['evaluate', 'leaderboard']) {
      const { code, stdout, stderr } = await runHere([command, classes, other]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('9 rows has a class that training knew');
      expect(stderr).toContain('--force');
    }
  });

  test('refuses an unknown metric and data without the label', async () => {
    const unknown = await runHere(['evaluate', prices, data, '--metric', 'mse']);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('rmse, mae, r2');
    const bare = folder.write('bare.csv', 'x,z,group\n1,2,north\n');
    const absent = await runHere(['evaluate', prices, bare]);
    expect(absent.code).toBe(2);
    expect(absent.stderr).toContain('"price"');
  });
});

describe('autofit leaderboard', () => {
  test('lists the models of a run in plain text', async () => {
    const { code, stdout } = await runHere(['leaderboard', classes]);
    expect(code).toBe(0);
    for (const part of ['log_loss ↓', 'constant', 'linear-1', 'mlp-2']) {
      expect(stdout).toContain(part);
    }
    expect(stdout).not.toContain(escapeCode);
  });

  test('--pareto needs the times of a run folder', async () => {
    const { code, stdout } = await runHere(['leaderboard', prices, '--pareto']);
    // The best is on the front, however fast; what else is there the clock decides.
    const [best] = (await loadPredictor(prices)).leaderboard();
    expect([code, stdout.includes(String(best?.name))]).toEqual([0, true]);
    const bare = await runHere(['leaderboard', `${prices}/model.safetensors`, '--pareto']);
    expect([bare.code, bare.stdout]).toEqual([2, '']);
    expect(bare.stderr).toContain('name the run folder');
  });

  test.each([['--delimiter', ';'], ['--sheet', '2'], ['--images', '.'], ['--force']])(
    '%s needs data to read',
    async (...flags) => {
      for (const command of ['leaderboard', 'explain']) {
        const { code, stdout, stderr } = await runHere([command, prices, ...flags]);
        expect([code, stdout]).toEqual([2, '']);
        expect(stderr).toBe(
          `error: ${flags[0]} says how data is read, and none is given.\nGive data, or leave it out.\n`,
        );
      }
    },
  );

  test('tells what was noticed of the data', async () => {
    const { stderr } = await runHere(['leaderboard', prices, data]);
    expect(stderr).toMatch(/^note: these are the rows that it was trained on/m);
  });

  test('scores the kept models on data', async () => {
    const { stdout } = await runHere(['leaderboard', prices, data, '--json']);
    const board = JSON.parse(stdout) as { weight: number; scoreTest?: number }[];
    const scored = board.filter(({ scoreTest }) => scoreTest !== undefined);
    expect(scored).toEqual(board.filter(({ weight }) => weight > 0));
  });
});

describe('autofit', () => {
  test('lists presets and datasets', async () => {
    const presets = JSON.parse((await runHere(['presets', '--json'])).stdout);
    expect(presets.map(({ name }: { name: string }) => name)).toEqual([
      'balanced',
      'best',
      'fast',
      'interpretable',
      'lecture',
    ]);
    expect((await runHere(['presets'])).stdout).toMatch(/^balanced +\S/);
    const datasets = JSON.parse((await runHere(['datasets', '--json'])).stdout);
    expect(datasets).toHaveLength(7);
    expect((await runHere(['datasets'])).stdout).toContain(
      'autofit datasets/sacramento.csv --label price',
    );
  });

  test('prints its version and help with exit code 0', async () => {
    const version = await runCli(['--version']);
    expect(version).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
    const help = await runCli(['--help']);
    expect(help.code).toBe(0);
    for (const name of ['fit', 'predict', 'evaluate', 'leaderboard', 'presets', 'datasets']) {
      expect(help.stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    }
    expect((await runCli(['fit', '--help'])).stdout).toContain('--time-limit');
  });

  test('refuses an unknown option of a command', async () => {
    const { code, stderr } = await runHere(['predict', classes, data, '--probability']);
    expect(code).toBe(2);
    expect(stderr).toContain("unknown option '--probability'");
  });
});

describe('autofit inspect', () => {
  test('prints a line for each column and what the label makes of it', async () => {
    const { code, stdout } = await runHere(['inspect', data, '--label', 'price']);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^column +kind +missing +distinct +example +summary +reason$/);
    expect(lines).toHaveLength(1 + columns.length + 2);
    expect(lines.find((line) => line.startsWith('price'))).toMatch(/^price +label/);
    expect(lines.at(-1)).toMatch(/^60 rows, 5 columns; regression: /);
  });

  test('--json prints one document, without a task when there is no label', async () => {
    const { stdout } = await runCli(['inspect', '-', '--json'], { input: csvOf(rows, columns) });
    const found = JSON.parse(stdout) as { rows: number; columns: { name: string; kind: string }[] };
    expect(found.rows).toBe(60);
    expect(found).not.toHaveProperty('task');
    expect(found.columns.map(({ name }) => name)).toEqual(columns);
    expect(found.columns[0]).toEqual({
      name: 'x',
      kind: 'numeric',
      role: 'feature',
      missing: expect.any(Number),
      distinct: expect.any(Number),
      reason: expect.any(String),
      example: expect.any(String),
      summary: expect.any(String),
    });
  });

  test('what was noticed is told on standard error, with --json too', async () => {
    const bad = folder.write('bad.csv', `${csvOf(rows, columns)}1,2\n`);
    for (const flags of [[], ['--json']]) {
      const { code, stderr } = await runHere(['inspect', bad, '--skip-bad-rows', ...flags]);
      expect(code).toBe(0);
      expect(stderr).toContain('1 of 61 rows of a wrong length is set aside');
    }
  });

  test('a kind that does not exist is the user’s mistake', async () => {
    const { code, stderr } = await runHere(['inspect', data, '--type', 'x=number']);
    expect(code).toBe(2);
    expect(stderr).toContain('--type cannot be "number"');
  });
});

describe('autofit importance', () => {
  test('draws what trees say of each column, and gives it as JSON', async () => {
    const out = folder.at('trees');
    const options = { models: ['boosted-trees'], trials: 1, workers: 1 };
    await fit(data, { ...options, label: 'price', ignore: ['kind'], out });
    const { code, stdout } = await runHere(['importance', `${out}/model.safetensors`]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^x +\d+\.\d % {2}█/m);
    expect(stdout).toContain('Said by boosted-trees-1: 100 % of the predictor.');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    const file = `${out}/model.safetensors`;
    const { columns } = JSON.parse((await runHere(['importance', file, '--json'])).stdout).shares;
    expect(columns.map(({ column }: { column: string }) => column).sort()).toEqual([
      'group',
      'x',
      'z',
    ]);
  });

  test('prints the coefficients of one linear model, as its fit does', async () => {
    const out = folder.at('linear');
    const flags = [
      '--preset',
      'interpretable',
      '--trials',
      '1',
      '--folds',
      '2',
      '--ignore',
      'kind',
    ];
    const fitted = await runHere([data, '--label', 'price', ...flags, '--out', out]);
    const { code, stdout } = await runHere(['importance', out]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^price = intercept \+ sum of coefficient × value$/m);
    expect(stdout).toMatch(/^x +\+\d+\.\d+ {2}unit of x$/m);
    expect(stdout).toMatch(/^group = south +-?\d.* {2}south, not east$/m);
    expect(fitted.stdout).toContain(stdout.slice(stdout.indexOf('price = ')));
    expect(fitted.stdout).toContain('The score is of models of the folds');
    const { coefficients } = JSON.parse((await runHere(['importance', out, '--json'])).stdout);
    expect(coefficients).toEqual((await loadPredictor(out)).coefficients());
  });

  test('tells when no member says anything', async () => {
    const { code, stdout } = await runHere(['importance', `${prices}/model.safetensors`]);
    expect({ code, said: stdout.startsWith('No member of this predictor says') }).toEqual({
      code: 0,
      said: true,
    });
  });
});
