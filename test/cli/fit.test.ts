import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPredictor } from '../../src/run/predictor-file.js';
import { csvOf, sampleRows } from '../fixtures/rows.js';
import { runCli } from '../fixtures/run-cli.js';
import { runHere } from '../fixtures/run-here.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { tinyPreset } from '../fixtures/tiny-preset.js';

const folder = tempFolder();
const columns = ['x', 'z', 'group', 'price'];
const text = csvOf(sampleRows(40), columns);
const train = folder.write('train.csv', text);
const testFile = folder.write('test.csv', csvOf(sampleRows(20, 2), columns));
const preset = folder.write('tiny.json', tinyPreset);
const escapeCode = String.fromCharCode(27);
let runs = 0;

async function fitOf(data: string, options: readonly string[] = [], input?: string) {
  const out = folder.at(`run-${++runs}`);
  const args = [data, '-l', 'price', '-p', preset, '--out', out, ...options];
  const run = input === undefined ? runHere(args) : runCli(args, { input });
  return { out, ...(await run) };
}

describe('autofit fit', () => {
  test('prints one JSON document with --json', async () => {
    const { out, code, stdout } = await fitOf(train, ['--trials', '3', '--json']);
    expect(code).toBe(0);
    const summary = JSON.parse(stdout);
    expect(Object.keys(summary)).toEqual([
      'run',
      'model',
      'report',
      'task',
      'label',
      'metric',
      'rows',
      'features',
      'seed',
      'seconds',
      'best',
      'chosen',
      'trials',
      'failed',
      'leaderboard',
    ]);
    expect(summary).toMatchObject({
      run: out,
      model: `${out}/model.safetensors`,
      task: 'regression',
      label: 'price',
      metric: { name: 'rmse', direction: 'minimize' },
      rows: 40,
      features: 3,
      seed: 0,
    });
    const families = summary.leaderboard.map(({ family }: { family: string }) => family);
    expect(families).toEqual(expect.arrayContaining(['constant', 'linear', 'mlp']));
    const best = summary.leaderboard[0];
    expect(summary.best).toEqual({ name: best.name, scoreValidation: best.scoreValidation });
    expect(existsSync(`${out}/leaderboard.csv`)).toBe(true);
    expect((await loadPredictor(out)).info.rows).toBe(40);
  });

  test('scores the test file at the end', async () => {
    const { out, stdout } = await fitOf(train, ['--trials', '1', '--json', '--test', testFile]);
    const { scoreTest } = JSON.parse(stdout);
    const { metrics } = await (await loadPredictor(out)).evaluate(testFile);
    expect(scoreTest).toBeCloseTo(metrics.rmse ?? 0, 8);
  });

  test('prints the leaderboard on stdout, progress and notes on stderr, without colours', async () => {
    const { out, code, stdout, stderr } = await fitOf(train, ['--trials', '1', '--verbose']);
    expect(code).toBe(0);
    expect(stdout).toContain('rmse ↓');
    expect(stdout).toContain('constant');
    expect(stdout).toContain(`Predict with: autofit predict ${out}`);
    expect(stderr).toContain('40 rows, 3 features; regression');
    expect(stderr).toContain('linear-1');
    expect(stdout + stderr).not.toContain(escapeCode);
    expect(stderr).not.toContain('\r');
  });

  test('is silent on stderr with --quiet', async () => {
    expect((await fitOf(train, ['--trials', '1', '-q'])).stderr).toBe('');
  });

  test('is named fit as well, and reads standard input', async () => {
    const out = folder.at('stdin');
    const args = ['fit', '-', '-l', 'price', '-p', preset, '--trials', '1', '--json', '--out', out];
    const { code, stdout } = await runCli(args, { input: text });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).rows).toBe(40);
  });

  test('makes a run folder of its own where none is named', async () => {
    const args = [train, '-l', '4', '-p', preset, '--trials', '1', '--json'];
    const { stdout } = await runCli(args, { cwd: folder.path });
    const { run, label } = JSON.parse(stdout);
    expect(run).toMatch(/^autofit-runs\/train-\d{8}-\d{6}$/);
    expect(label).toBe('price');
    expect(existsSync(folder.at(`${run}/model.safetensors`))).toBe(true);
  });

  test('saves the baseline with a warning when the time is too short', async () => {
    const { out, code, stdout, stderr } = await fitOf(train, ['--time-limit', '1ms', '--json']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: no model was finished, .*; give more time$/m);
    expect(JSON.parse(stdout).best.name).toBe('constant');
    const [first, second] = await (await loadPredictor(out)).predict(testFile);
    expect(first).toBe(second);
  });

  test('takes the lecture example with its currency and its ten rows', async () => {
    const args = ['datasets/house-prices.csv', '-l', 'Price', '--trials', '2', '-p', 'fast'];
    const out = folder.at('houses');
    const { code, stdout } = await runCli([...args, '--json', '--out', out]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ task: 'regression', rows: 10, features: 3 });
    const prices = await (await loadPredictor(out)).predict('datasets/house-prices.csv');
    for (const price of prices) expect(price).toBeGreaterThan(10_000);
  });

  test('a column that is all missing and a class with one row are notes', async () => {
    const rows = sampleRows(30).map((row, i) => ({ ...row, kind: i === 7 ? 'odd' : row.kind }));
    const withGap = rows.map((row) => ({ ...row, gap: '' }));
    const data = folder.write('notes.csv', csvOf(withGap, ['x', 'gap', 'kind']));
    const out = folder.at('notes');
    const args = [data, '-l', 'kind', '-p', preset, '--trials', '1', '--out', out];
    const { code, stderr } = await runCli(args);
    expect(code).toBe(0);
    expect(stderr).toContain('note: column "gap" is not used: every cell is missing');
    expect(stderr).toContain('note: class "odd" has one row');
    expect((await loadPredictor(out)).info.classes).toContain('odd');
  });

  test('tells of trials that failed, with the first reason, however quiet it is', async () => {
    const params = { learningRate: 1e300 };
    const first = folder.write('first.json', JSON.stringify([{ family: 'linear', params }]));
    const options = ['--trials', '2', '--json', '-q', '--enqueue', first];
    const { code, stdout, stderr } = await fitOf(train, options);
    expect(code).toBe(0);
    expect(stderr).toContain('note: 1 of 2 trials failed; the first reason: training diverged');
    expect(JSON.parse(stdout)).toMatchObject({ trials: 2, failed: 1 });
  });

  test('saves the baseline and fails when every model fails', async () => {
    const families = { linear: { defaults: { learningRate: 1e300 } } };
    const wild = folder.write(
      'wild.json',
      JSON.stringify({ description: 'diverges', models: ['linear'], families }),
    );
    const { out, code, stdout, stderr } = await fitOf(train, [
      '--trials',
      '1',
      '--json',
      '-p',
      wild,
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('every model failed');
    expect(stderr).toContain('diverged');
    const summary = JSON.parse(stdout);
    expect(summary.failure).toContain('diverged');
    expect(summary.best.name).toBe('constant');
    expect((await loadPredictor(out)).info.rows).toBe(40);
    const board = await runHere(['leaderboard', out, '--all']);
    expect(board.stdout).toContain('diverged');
    expect((await runHere(['leaderboard', out])).stdout).not.toContain('diverged');
  });
});

describe.concurrent('Ctrl-C', () => {
  const endless = folder.write(
    'endless.json',
    JSON.stringify({
      description: 'the first model is quick, the second never ends',
      models: ['linear', 'mlp'],
      smallTableFolds: 2,
      families: {
        linear: { defaults: { epochs: 2 } },
        mlp: { defaults: { epochs: 1_000_000_000, patience: 1_000_000_000 } },
      },
    }),
  );

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s once keeps what is finished and exits 0',
    async (signal) => {
      const out = folder.at(`stopped-${signal}`);
      const args = [train, '-l', 'price', '-p', endless, '--trials', '2', '-v', '--out', out];
      let sent = false;
      const { code, stderr } = await runCli(args, {
        onStderr(told, child) {
          if (sent || !told.includes('linear-1')) return;
          sent = true;
          child.kill(signal);
        },
      });
      expect(stderr).toContain('what is finished is kept');
      expect(code).toBe(0);
      const names = (await loadPredictor(out)).leaderboard().map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['constant', 'linear-1']));
    },
  );

  test('twice exits 130 at once', async () => {
    const out = folder.at('killed');
    const args = [train, '-l', 'price', '-p', endless, '--trials', '2', '-v', '--out', out];
    let sent = 0;
    const { code } = await runCli(args, {
      onStderr(told, child) {
        if (sent === 0 && told.includes('linear-1')) {
          sent = 1;
          child.kill('SIGINT');
        }
        if (sent === 1 && told.includes('Ctrl-C again')) {
          sent = 2;
          child.kill('SIGINT');
        }
      },
    });
    expect(sent).toBe(2);
    expect(code).toBe(130);
    expect(existsSync(`${out}/model.safetensors`)).toBe(false);
  });

  // That each signal is heard the tests above say.
  test.each(['SIGTERM'] as const)(
    '%s while the data is read saves the constant of the rows until then',
    async (signal) => {
      const out = folder.at('unread');
      const temporary = folder.at('temporary');
      mkdirSync(temporary);
      // More than fits into a pipe is taken only by a command that reads.
      function* endless(child: ChildProcess) {
        yield 'x,price\n';
        for (let part = 0; ; part++) {
          if (part === 40) child.kill(signal);
          yield `${part},${part % 10}.5\n`.repeat(10_000);
        }
      }
      const { code, stderr } = await runCli(['-', '-l', 'price', '--out', out], {
        input: endless,
        env: { TMPDIR: temporary },
      });
      // Whoever stops it knows that time was short.
      expect(stderr).toMatch(/^warning: no model was finished, so the constant .* is saved$/m);
      expect(stderr).toMatch(/stopped before all was read: .*the constant of .*[\d,]+ rows is all/);
      expect(code).toBe(0);
      expect(readdirSync(temporary)).toEqual([]);
      const again = await runCli(['resume', out]);
      expect(again.code).toBe(0);
      const predictor = await loadPredictor(out);
      const rows = Number(
        /constant of (?:the first )?([\d,]+) rows/.exec(stderr)?.[1]?.replaceAll(',', ''),
      );
      expect(predictor.info).toMatchObject({ rows, features: [] });
      const [value] = await predictor.predict([{ x: 1 }]);
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThan(10);
    },
  );
});

test('a pipe that falls silent is not waited for: the limit ends it', async () => {
  const out = folder.at('silent');
  const script = `(printf 'x,price\\n'; for i in 1 2 3 4 5 6; do printf '%s,1.5\\n%s,2.5\\n' $i $i; done; sleep 60) | "$0" "$@"`;
  const main = resolve('dist/cli/main.js');
  const args = [main, '-', '-l', 'price', '--time-limit', '2s', '--out', out];
  const child = spawn('bash', ['-c', script, process.execPath, ...args], { detached: true });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  await expect.poll(() => existsSync(`${out}/model.safetensors`), { timeout: 40_000 }).toBe(true);
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  expect(told).toContain('the time was up before all was read: the constant of 12 rows');
});

test('the leaderboard file holds the trials of the run', async () => {
  const { out } = await fitOf(train, ['--trials', '2']);
  const lines = readFileSync(`${out}/leaderboard.csv`, 'utf8').trim().split('\n');
  expect(lines[0]).toMatch(/^rank,name,family,scoreValidation,/);
  expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(
    expect.arrayContaining(['constant', 'linear-1', 'mlp-2']),
  );
});
