import { expect, test } from 'vitest';
import { cellTarget } from '../bench/fuzz/cell-target.js';
import { detectorTarget } from '../bench/fuzz/detector-target.js';
import { journalTarget } from '../bench/fuzz/journal-target.js';
import { messageTarget } from '../bench/fuzz/message-target.js';
import { savedModelTarget } from '../bench/fuzz/model-target.js';
import { classWeightsTarget, costsTarget, presetTarget } from '../bench/fuzz/options-targets.js';
import {
  backboneTarget,
  boxesTarget,
  pictureRequestTarget,
} from '../bench/fuzz/picture-data-targets.js';
import { pictureTarget } from '../bench/fuzz/picture-target.js';
import { requestTarget } from '../bench/fuzz/request-target.js';
import { runTarget } from '../bench/fuzz/run-target.js';
import { configTarget, studyTarget } from '../bench/fuzz/study-targets.js';
import {
  csvTarget,
  jsonLinesTarget,
  jsonTarget,
  parquetTarget,
} from '../bench/fuzz/table-targets.js';
import type { FuzzTarget } from '../bench/fuzz/target.js';
import { inputOf, tryInput } from '../bench/fuzz/try-input.js';
import { useTarget } from '../bench/fuzz/use-target.js';
import { costsOf } from '../src/metrics/costs.js';
import { inferSchema } from '../src/schema/infer-schema.js';
import { flatRow } from '../src/table/flat-row.js';
import { readRowsAtOnce } from '../src/table/read-rows.js';
import { readValues } from '../src/table/read-values.js';
import { AutofitError } from '../src/util/errors.js';
import { decodeTensors, encodeTensors } from '../src/util/safetensors.js';

const targets = [
  ...[csvTarget, jsonTarget, jsonLinesTarget, pictureTarget, presetTarget, costsTarget],
  ...[parquetTarget, configTarget, studyTarget, messageTarget, backboneTarget, boxesTarget],
  ...[detectorTarget, pictureRequestTarget],
  ...[classWeightsTarget, journalTarget, requestTarget, savedModelTarget, useTarget],
];

test.each(targets)('$name: 60 damaged inputs are read or refused as mistakes', (target) =>
  tryInputs(target, 60),
);

test.each([cellTarget, runTarget])(
  '$name: 12 inputs that take longer are read or refused as mistakes',
  (target) => tryInputs(target, 12),
);

async function tryInputs(target: FuzzTarget, count: number): Promise<void> {
  const opened = await target.open();
  for (let number = 0; number < count; number++) {
    const answer = await tryInput(opened, inputOf(opened, 1, target.name, number));
    expect(answer.kind === 'find' ? `${number}: ${answer.what}` : '').toBe('');
  }
  await opened.close?.();
}

test('tensors that lie over each other are refused at the first that has no room', () => {
  const one = encodeTensors({ tensors: { a: new Float32Array(4) }, metadata: {} });
  const length = Number(new DataView(one.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(one.subarray(8, 8 + length)));
  // The second is damaged: it is not looked at.
  const text = Buffer.from(JSON.stringify({ ...header, b: header.a, c: null }));
  const size = Buffer.alloc(8);
  size.writeUInt32LE(text.length);
  const lying = Buffer.concat([size, text, one.subarray(8 + length)]);
  expect(() => decodeTensors(lying)).toThrow('its length is not what its header says');
});

test('a shape below zero is refused', () => {
  const text = Buffer.from('{"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}');
  const size = Buffer.alloc(8);
  size.writeUInt32LE(text.length);
  expect(() => decodeTensors(Buffer.concat([size, text, Buffer.alloc(4)]))).toThrow(AutofitError);
});

test('costs of classes that are called as what every object has are told ones alone', () => {
  expect(() => costsOf({ other: { length: 1 } }, ['other', 'length', 'constructor'])).toThrow(
    'do not tell what answering "constructor" costs where "other" is true',
  );
  const told = { '*': { '*': 3 } };
  expect(costsOf(told, ['constructor', 'length'])).toEqual([
    [0, 3],
    [3, 0],
  ]);
});

test('a column that is named __proto__ is a column', () => {
  const row = JSON.parse('{"__proto__":1,"a":{"b":2}}');
  expect(Object.entries(flatRow(row, 'x', 1))).toEqual([
    ['__proto__', 1],
    ['a.b', 2],
  ]);
});

test.each([
  ['lists', '[', ']'],
  ['objects', '{"a":', '}'],
])('%s that are nested 50,000 deep are a mistake', async (_, open, close) => {
  const row = JSON.parse(`{"x":${open.repeat(50_000)}1${close.repeat(50_000)}}`);
  await expect(readValues([row])).rejects.toBeInstanceOf(AutofitError);
});

test('a header whose values are nested deep is refused, not asked for a number by recursion', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  for (const entry of [`"dtype":${deep},"shape":[1]`, `"dtype":"F32","shape":[${deep}]`]) {
    const text = Buffer.from(`{"a":{${entry},"data_offsets":[0,4]}}`);
    const size = Buffer.alloc(8);
    size.writeUInt32LE(text.length);
    const bytes = Buffer.concat([size, text, Buffer.alloc(4)]);
    expect(() => decodeTensors(bytes)).toThrow('its header is nested too deep');
  }
});

test('content that is nested too deep for what walks through it is refused before it is parsed', () => {
  const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const file = (depth: number) =>
    encodeTensors({ tensors: {}, metadata: { predictor: deep(depth) } });
  expect(() => decodeTensors(file(201))).toThrow('its content is nested too deep');
  expect(decodeTensors(file(200)).metadata.predictor).toBe(deep(200));
});

test('a header with what cannot be made a text or a number is refused', () => {
  const object = '{"toString":1,"valueOf":1}';
  const entries = [`"dtype":${object},"shape":[1]`, `"dtype":"F32","shape":[${object}]`];
  for (const entry of [...entries, `"dtype":[${object}],"shape":[1]`]) {
    const text = Buffer.from(`{"a":{${entry},"data_offsets":[0,4]}}`);
    const size = Buffer.alloc(8);
    size.writeUInt32LE(text.length);
    const bytes = Buffer.concat([size, text, Buffer.alloc(4)]);
    expect(() => decodeTensors(bytes)).toThrow('its tensor "a" is damaged');
  }
});

test('100,000 digits that are no number are read in time that grows as they do', () => {
  const cells = ['9'.repeat(100_000), `${'0'.repeat(100_000)}+`, `1.${'5'.repeat(100_000)}x`];
  const rows = [...cells, ...cells].map((a, i) => ({ a, y: i % 2 }));
  const raw = readRowsAtOnce(rows);
  const schema = inferSchema(raw, { label: 'y', task: 'auto', types: {}, ignore: [] });
  expect(schema.columns).toHaveLength(2);
});
