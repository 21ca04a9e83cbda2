import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  AutofitError,
  compare,
  describeDrift,
  describeMetric,
  detectorTable,
  distill,
  exportOnnx,
  exportOutOfFold,
  exportPage,
  exportPython,
  exportStudy,
  fit,
  inspect,
  leaderboardTable,
  listDatasets,
  listPresets,
  loadPredictor,
  nextFitState,
  onnxInputs,
  paretoFront,
  report,
  resume,
} from '../src/index.js';
import { loadPredictor as loadBytes } from '../src/predictor/index.js';
import { openPredictor } from '../src/run/predictor-file.js';
import { constantMember, numbers, predictorState } from './fixtures/constant-predictor.js';

/** What a call says as programs without types make it. */
async function faultOf(call: unknown, given: readonly unknown[]) {
  if (typeof call !== 'function') throw new Error('it is no function');
  try {
    await Reflect.apply(call, undefined, given);
  } catch (thrown) {
    if (thrown instanceof AutofitError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was found wrong');
}

const predictor = openPredictor(predictorState(numbers, [constantMember(1, 1, [[3]])]), 1);
const rows = [{ x: 1, y: 2, w: 1 }];
const board = predictor.leaderboard();
const library = {
  compare,
  describeDrift,
  describeMetric,
  detectorTable,
  distill,
  exportOnnx,
  exportOutOfFold,
  exportPage,
  exportPython,
  exportStudy,
  fit,
  inspect,
  leaderboardTable,
  listDatasets,
  listPresets,
  loadPredictor,
  nextFitState,
  onnxInputs,
  paretoFront,
  report,
  resume,
};

describe('a wrong argument is a mistake that says what was found', () => {
  test.each<[keyof typeof library, readonly unknown[], string]>([
    ['fit', [], 'There is no label: the column to predict.'],
    ['fit', [rows], 'There is no label: the column to predict.'],
    ['fit', [rows, null], 'Options must be an object, not null.'],
    ['fit', [undefined, { label: 'y' }], 'There is no data.'],
    ['fit', [7, { label: 'y' }], 'Data cannot be 7.'],
    ['fit', [rows, Object.create({ label: 'y' })], '`label` is inherited by the options.'],
    ['report', ['a', Object.create({ data: 'b' })], '`data` is inherited by the options.'],
    ['fit', ['', { label: 'y' }], 'There is no data: its path is empty.'],
    ['fit', [rows, { label: 'y', test: '' }], '`test` cannot be "".'],
    ['fit', [rows, { label: 'y', out: '' }], '`out` cannot be "".'],
    ['fit', [rows, { label: 'y', models: [] }], '`models` names no model family: there is nothing'],
    ['fit', [rows, { label: 'y' }, Date.now()], 'A time limit cannot have begun at 1'],
    ['fit', [rows, { label: 'y' }, Number.NaN], 'A time limit cannot have begun at NaN.'],
    ['resume', ['run', {}, Date.now()], 'A time limit cannot have begun at 1'],
    ['inspect', [], 'There is no data.'],
    ['report', ['a', null], 'Options must be an object, not null.'],
    ['report', ['a', { rows: 'no' }], '`rows` cannot be "no".'],
    ['report', ['a', { by: 'city' }], '`by` cannot be "city".'],
    ['report', ['a', { out: 5 }], '`out` cannot be 5.'],
    ['report', ['a', { workers: 0 }], '`workers` must be a whole number of at least 1, not 0.'],
    ['compare', [['a', 'b'], { ou: 'c.html' }], 'There is no option "ou".'],
    ['exportPage', ['a', { withRows: 'no' }], '`withRows` cannot be "no".'],
    ['exportPage', ['a', { rows: true }], 'There is no option "rows".'],
    ['resume', ['a', { workers: 0 }], '`workers` must be a whole number of at least 1, not 0.'],
    ['exportOnnx', ['a', { a: 1 }], 'exportOnnx does not take {"a":1} as well.'],
    ['onnxInputs', ['a', rows, { a: 1 }], 'onnxInputs does not take {"a":1} as well.'],
    ['exportOutOfFold', ['a', {}], 'exportOutOfFold does not take {} as well.'],
    ['exportPython', ['a', {}], 'exportPython does not take {} as well.'],
    ['exportStudy', ['a', {}], 'exportStudy does not take {} as well.'],
    ['listDatasets', [{}], 'listDatasets does not take {} as well.'],
    ['listPresets', [{ a: 1 }], 'listPresets does not take {"a":1} as well.'],
    ['detectorTable', [], 'detectorTable takes the rows that'],
    ['detectorTable', [[{ rank: 1 }]], 'detectorTable takes the rows that'],
    ['describeDrift', [], 'describeDrift takes a column of what `drift` returns, not undefined.'],
    ['nextFitState', [], 'nextFitState takes first what `firstFitState` returns, not undefined.'],
    ['resume', [], 'resume takes the path of a run folder, not undefined.'],
    ['resume', [''], 'resume takes the path of a run folder, not "".'],
    ['exportStudy', [], 'exportStudy takes the path of a run folder, not undefined.'],
    ['exportStudy', [{ run: 'a' }], 'takes the path of a run folder, not {"run":"a"}.'],
    ['loadPredictor', [], 'the path of a model file or a run folder, not undefined.'],
    ['loadPredictor', [new Uint8Array(4)], 'or a run folder, not a Uint8Array.'],
    ['describeMetric', [], 'A metric is named by a text, not by undefined.'],
    ['describeMetric', [['rmse']], 'A metric is named by a text, not by ["rmse"].'],
    ['paretoFront', [], 'paretoFront takes the rows of a leaderboard, not undefined.'],
    ['paretoFront', [predictor], 'paretoFront takes the rows of a leaderboard, not {'],
    ['paretoFront', [board], 'A metric is named by a text, not by undefined.'],
    ['report', ['run', { bye: ['a'] }], 'There is no option "bye".'],
    ['report', ['run', { by: 'a' }], '`by` cannot be "a".'],
    ['report', ['run', { rows: 'no' }], '`rows` cannot be "no".'],
    ['report', ['run', { workers: 0 }], '`workers` must be a whole number of at least 1, not 0.'],
    [
      'report',
      ['run', { signal: new AbortController() }],
      '`signal` cannot be an AbortController.',
    ],
    ['report', ['run', null], 'Options must be an object, not null.'],
    ['report', ['run', { sheet: 2 }], '`sheet` says how data is read, and none is given.'],
    ['compare', [['a', 'b'], { page: 'c.html' }], 'There is no option "page".'],
    ['exportPage', ['run', { rows: true }], 'There is no option "rows".'],
    ['distill', [], 'distill takes a predictor, or the path of a model file or a run folder, not'],
    [
      'distill',
      [{}],
      'distill takes a predictor, or the path of a model file or a run folder, not {}',
    ],
    ['distill', ['run', null], 'Options must be an object, not null.'],
    ['distill', ['run', { signal: {} }], '`signal` cannot be {}.'],
    ['leaderboardTable', [], 'leaderboardTable takes the rows of a leaderboard, not undefined.'],
    ['leaderboardTable', [[null]], 'leaderboardTable takes the rows of a leaderboard, not null.'],
    ['leaderboardTable', [board, { style: true }], 'There is no option "style".'],
    ['leaderboardTable', [board, { most: '3' }], '`most` cannot be "3".'],
    ['leaderboardTable', [board, null], 'Options must be an object, not null.'],
  ])('%s of %j', async (name, given, message) => {
    expect((await faultOf(library[name], given)).message).toContain(message);
  });

  test('what is no JSON', async () => {
    const given: Record<string, unknown> = { label: 'y', seed: 10n };
    expect((await faultOf(fit, [rows, given])).message).toBe('`seed` cannot be 10.');
    given.itself = given;
    const fault = await faultOf(fit, [rows, { label: given }]);
    expect(fault.message).toBe('`label` cannot be an object.');
  });

  test('the bytes of a model', async () => {
    const fault = await faultOf(loadBytes, ['model.safetensors']);
    expect(fault.message).toContain('a Uint8Array, not "model.safetensors".');
    expect(fault.hint).toContain('Read the file first');
    const buffer = await faultOf(loadBytes, [new ArrayBuffer(8)]);
    expect(`${buffer.message} ${buffer.hint}`).toMatch(/not an ArrayBuffer\. .*new Uint8Array/);
  });

  test.each<[keyof typeof predictor, readonly unknown[], string]>([
    ['save', [], 'save takes the path of a file, not undefined.'],
    ['save', ['nowhere/a', { force: true }], 'save does not take {"force":true} as well.'],
    ['predict', [], 'There is no data.'],
    ['predict', [rows, { foo: 1 }], 'There is no option "foo".'],
    ['predictProba', [rows, { foo: 1 }], 'There is no option "foo".'],
    ['predictMatrix', [rows, { foo: 1 }], 'There is no option "foo".'],
    ['predictions', [rows, 'more.csv'], 'Options must be an object, not "more.csv".'],
    ['explain', [rows, { signal: {} }], '`signal` cannot be {}.'],
    ['explain', [undefined, { quote: "'" }], '`quote` says how data is read, and none is given.'],
    ['predictFile', [rows, 'none.csv', { prova: true }], 'There is no option "prova".'],
    ['evaluate', [rows, []], 'The list of metrics is empty.'],
    ['evaluate', [rows, { foo: 1 }], 'Metrics are a list of names, not {"foo":1}.'],
    ['evaluate', [rows, ['mae'], { foo: 1 }], 'There is no option "foo".'],
    ['leaderboardOn', [rows, [], { foo: 1 }], 'There is no option "foo".'],
    ['leaderboard', [rows], 'leaderboard does not take'],
    ['leaderboardDetails', [rows], 'leaderboardDetails does not take'],
    ['outOfFold', [], 'A predictor without a run folder has no out-of-fold predictions.'],
    ['outOfFold', ['run'], 'outOfFold does not take "run" as well.'],
    ['transform', [], 'There is no data.'],
    ['transform', [rows, { foo: 1 }], 'There is no option "foo".'],
    ['predict', [rows, { model: 'mlp-9' }], 'The predictor has no model "mlp-9".'],
  ])('%s of a predictor, given %j', async (name, given, message) => {
    expect((await faultOf(predictor[name], given)).message).toContain(message);
    expect(existsSync('undefined')).toBe(false);
  });
});

test.each<['explain' | 'drift' | 'predictFile', readonly unknown[], string]>([
  ['explain', [rows, { row: [1] }], 'rows'],
  ['drift', [rows, { ignored: ['x'] }], 'ignore'],
  ['predictFile', [rows, 'none.csv', { prova: true }], 'proba'],
])('%s names all of its options to whoever means one', async (name, given, meant) => {
  expect((await faultOf(predictor[name], given)).hint).toContain(`Did you mean "${meant}"?`);
});

test('what Array.map passes beside an element is no mistake', async () => {
  const answers = await Promise.all([rows, rows].map(predictor.predict));
  expect(answers).toEqual([[3], [3]]);
});

test('a leaderboard is drawn without options', () => {
  expect(leaderboardTable(board)).toBe(leaderboardTable(board, { styled: false }));
});
