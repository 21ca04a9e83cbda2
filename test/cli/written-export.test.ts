import { readFileSync, statSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { writtenText } from '../../src/cli/written-export.js';
import { fit } from '../../src/index.js';
import { formatBytes } from '../../src/util/format-bytes.js';
import { sampleRows } from '../fixtures/rows.js';
import { runHere } from '../fixtures/run-here.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const run = folder.at('run');

beforeAll(async () => {
  const own = { label: 'price', models: ['linear'], trials: 1, folds: 2 } as const;
  await fit(sampleRows(60), { ...own, workers: 1, report: false, out: run });
});

test.each([
  ['html', 'page.html', 'open it in a browser'],
  ['ts', 'a/house.ts', 'import { predict } from "./house.js"'],
  ['ts', 'house.mts', 'import { predict } from "./house.mjs"'],
  ['python', 'a/model.py', 'python a/model.py new.csv, or from model import predict'],
  ['python', 'my model.py', "python 'my model.py' new.csv"],
  ['onnx', 'm.onnx', 'onnxruntime.InferenceSession("m.onnx"), or any ONNX runtime'],
  ['optuna', 'study.log', 'optuna-dashboard study.log'],
  ['oof', 'oof.csv', 'a line a judged row, with its true label and what each model said'],
])('%s as %s is told with its size and its use', (format, path, use) => {
  expect(writtenText(format, { path, bytes: 12_345 })).toBe(`wrote ${path} (12 kB): ${use}`);
});

test('a file beside it is told too, and nothing that a terminal acts on', () => {
  const beside = { path: 'house.safetensors', bytes: 10 };
  expect(writtenText('ts', { path: 'house.ts', bytes: 1000, beside })).toBe(
    'wrote house.ts (1.0 kB) and house.safetensors (10 B): import { load } from "./house.js", which takes the bytes of house.safetensors',
  );
  expect(writtenText('html', { path: 'a\u001b[31mb', bytes: 1 })).not.toContain('\u001b');
});

test('the command tells it on standard error, and not where it is quiet or writes to standard output', async () => {
  const out = folder.at('model.py');
  const args = ['export', run, '--format', 'python'];
  const loud = await runHere([...args, '-o', out]);
  const size = formatBytes(statSync(out).size);
  expect(loud).toMatchObject({ code: 0, stdout: '' });
  expect(loud.stderr).toBe(
    `wrote ${out} (${size}): python ${out} new.csv, or from model import predict\n`,
  );
  expect(await runHere([...args, '-o', out, '-q'])).toEqual({ code: 0, stdout: '', stderr: '' });
  const piped = await runHere(args);
  expect(piped).toEqual({ code: 0, stdout: readFileSync(out, 'utf8'), stderr: '' });
});
