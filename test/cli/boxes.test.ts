import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import { encodePng } from '../../src/image/encode-png.js';
import { fit } from '../../src/index.js';
import { runHere } from '../fixtures/run-here.js';
import { squarePictures } from '../fixtures/square-pictures.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
mkdirSync(folder.at('images'));
const pictures = squarePictures(6, 32, 5);
const coco = {
  images: pictures.map((_, i) => ({ id: i, file_name: `p${i}.png` })),
  categories: [
    { id: 0, name: 'light' },
    { id: 1, name: 'dark' },
  ],
  annotations: pictures.flatMap(({ boxes }, i) =>
    boxes.map(({ code, x1, y1, x2, y2 }, k) => ({
      id: 2 * i + k,
      image_id: i,
      category_id: code,
      bbox: [x1, y1, x2 - x1, y2 - y1],
    })),
  ),
};
const data = folder.write('boxes.json', JSON.stringify(coco));
const run = folder.at('run');

beforeAll(async () => {
  for (const [i, { picture }] of pictures.entries()) {
    folder.write(`images/p${i}.png`, await encodePng(picture));
  }
  // The mean boxes, which take no time.
  const stop = new AbortController();
  stop.abort();
  await fit(data, { task: 'detection', workers: 1, signal: stop.signal, out: run });
});

describe('a detector on the command line', () => {
  test('is found to be wanted by the data, and refuses options of tables', async () => {
    const out = folder.at('refused');
    const { code, stderr } = await runHere([data, '--metric', 'rmse', '--out', out]);
    expect(code).toBe(2);
    expect(stderr).toContain('--metric is for tables, and here boxes are found.');
    expect(stderr).toContain('--tidy, --no-report.');
    const calibrated = await runHere([data, '--calibrate', 'none', '--out', out]);
    expect(calibrated.code).toBe(2);
    expect(calibrated.stderr).toContain('--calibrate is for tables, ');
    const table = await runHere([
      data,
      '--label',
      'images',
      '--trials',
      '1',
      '--out',
      folder.at('t'),
    ]);
    expect(table.stderr).toContain('has one row');
  });

  test('writes the boxes on pictures, and draws them', async () => {
    const drawn = folder.at('drawn');
    const { code, stdout, stderr } = await runHere([
      ...['predict', run, folder.at('images'), '--draw', drawn, '--min-score', '0.5'],
    ]);
    expect(code).toBe(0);
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toBe('image,label,score,x1,y1,x2,y2');
    expect(lines).toHaveLength(1 + 6 * 2);
    expect(stderr).toBe('note: 12 boxes with a score of at least 0.5 on 6 pictures\n');
    expect(readdirSync(drawn)).toHaveLength(6);
  });

  test.each([
    ['predict', [run, data], ['out', 'min-score', 'draw', 'images', 'quiet', 'verbose']],
    ['evaluate', [run, data], ['json', 'images', 'skip-bad-rows', 'quiet', 'verbose']],
    ['leaderboard', [run], ['all', 'json', 'verbose']],
    [
      'fit',
      [data, '--task', 'detection'],
      [
        ...['task', 'time-limit', 'trials', 'test', 'images', 'skip-bad-rows', 'seed', 'workers'],
        ...['kernels', 'out', 'no-report', 'tidy', 'json', 'quiet', 'verbose'],
      ],
    ],
  ])('%s refuses each option that has no effect on boxes', async (name, args, used) => {
    const options = createProgram().commands.find((own) => own.name() === name)?.options ?? [];
    expect(options.map(({ long }) => long?.slice(2))).toEqual(expect.arrayContaining(used));
    const unused = options.filter(({ long }) => !used.includes(long?.slice(2) ?? ''));
    expect(unused.length).toBeGreaterThan(5);
    for (const { long = '', flags, required, argChoices } of unused) {
      const plain = flags.includes('=') ? 'a=2' : '2';
      const value = required ? [argChoices?.[0] ?? plain] : [];
      const { code, stdout, stderr } = await runHere([name, ...args, long, ...value]);
      expect([long, code, stdout, stderr]).toEqual([long, 2, '', expect.stringContaining('error')]);
      expect(stderr).toMatch(/ is for tables, |not scored on data|needs data to score on/);
    }
  });

  test('a folder of pictures is all there is, and a score is from 0 to 1', async () => {
    const pictures = folder.at('images');
    for (const [flag, value, says] of [
      ['--images', pictures, '--images is not used for a folder of pictures.'],
      ['--min-score', '50', '--min-score cannot be 50.'],
    ] as const) {
      const { code, stderr } = await runHere(['predict', run, pictures, flag, value]);
      expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
    }
  });

  test('what is for boxes is refused by the model of a table', async () => {
    const rows = folder.write('rows.csv', `a,y\n${'1,2\n3,4\n'.repeat(4)}`);
    const table = folder.at('table');
    await fit(rows, { label: 'y', trials: 1, models: ['linear'], out: table, report: false });
    for (const flag of [
      ['--draw', folder.at('none')],
      ['--min-score', '0.5'],
    ]) {
      const { code, stdout, stderr } = await runHere(['predict', table, rows, ...flag]);
      expect([code, stdout, stderr]).toEqual([
        2,
        '',
        expect.stringContaining(`${flag[0]} is for boxes, and this model predicts the rows`),
      ]);
    }
  });

  test('is scored on true boxes', async () => {
    const { stdout } = await runHere(['evaluate', run, data]);
    expect(stdout).toMatch(/^class +boxes +AP50 /);
    expect(stdout).toContain('6 pictures; the last three columns count boxes');
    const json = JSON.parse((await runHere(['evaluate', run, data, '--json'])).stdout);
    expect(json).toMatchObject({ pictures: 6, boxes: 12 });
    expect(json.classes.map(({ label }: { label: string }) => label)).toEqual(['dark', 'light']);
  });

  test('has a leaderboard, and says what it cannot do', async () => {
    expect((await runHere(['leaderboard', run])).stdout).toContain('mean-boxes');
    for (const command of [
      ['export', run, '--format', 'onnx'],
      ['explain', run],
    ]) {
      const { code, stderr } = await runHere(command);
      expect([command[0], code, stderr]).toEqual([
        command[0],
        2,
        expect.stringContaining('This model finds boxes on pictures'),
      ]);
    }
    for (const name of ['found.csv.gz', 'found.parquet', 'found.xlsx']) {
      const file = folder.at(name);
      const other = await runHere(['predict', run, data, '--out', file]);
      expect([other.code, existsSync(file)]).toEqual([2, false]);
      expect(other.stderr).toContain('boxes are not written as ');
    }
    const page = await runHere(['export', run, '--format', 'html']);
    expect([page.code, page.stdout]).toEqual([0, expect.stringContaining('id="living-detector"')]);
    const rows = await runHere(['export', run, '--format', 'html', '--with-rows']);
    expect([rows.code, rows.stdout]).toEqual([2, '']);
    expect(rows.stderr).toContain('--with-rows is for tables, and this model finds boxes.');
    for (const [option, shown] of [
      ['--json', '"task": "detection"'],
      ['--quiet', 'Find boxes with: autofit predict'],
    ] as const) {
      const { code, stdout } = await runHere(['resume', run, option]);
      expect([code, stdout]).toEqual([0, expect.stringContaining(shown)]);
    }
    for (const more of [
      ['--time-limit', '+5m'],
      ['--trials', '+2'],
    ]) {
      const { code, stdout, stderr } = await runHere(['resume', run, ...more]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`${more[0]} cannot be told to a run that finds boxes again.`);
      expect(stderr).toContain('fit again with more, into another folder');
    }
    for (const more of [['--refit'], ['--redis', 'redis://127.0.0.1:1']]) {
      const { code, stderr } = await runHere(['resume', run, ...more]);
      expect(code).toBe(2);
      expect(stderr).toContain(`${more[0]} is for tables, and this run finds boxes.`);
    }
    vi.stubEnv('AUTOFIT_REDIS', 'redis://127.0.0.1:1');
    const beside = await runHere(['resume', run]);
    vi.unstubAllEnvs();
    expect([beside.code, beside.stderr]).toEqual([0, '']);
    const optuna = await runHere(['export', run, '--format', 'optuna']);
    expect(optuna.stderr).toContain('holds a run that finds boxes');
    expect(optuna.stderr).toContain('autofit resume');
    const journal = readFileSync(`${run}/journal.jsonl`, 'utf8').trim().split('\n');
    expect(journal.map((line) => JSON.parse(line).kind)).toEqual(['detection', 'end']);
  });
});
