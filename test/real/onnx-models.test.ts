import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { predictedClass } from '../../src/metrics/predicted-class.js';
import { familyNamed } from '../../src/models/families.js';
import type { Params } from '../../src/space/search-space.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import {
  caseDesign,
  designFor,
  type Feeds,
  feedsOf,
  fittedCase,
  modelFile,
} from '../export/onnx/models/model-case.js';
import { layerCases, networkFile } from '../export/onnx/models/network-case.js';
import { runModels } from './onnx-runtimes.js';

const ROWS = 300;
const FRESH = 200;

const tasks: Readonly<Record<string, TaskShape>> = {
  numbers: { kind: 'regression', classes: 0 },
  'two classes': { kind: 'binary', classes: 2, positive: 1 },
  'two classes of which none is positive': { kind: 'multiclass', classes: 2 },
  'five classes': { kind: 'multiclass', classes: 5 },
  // More than ten are answered by every tree.
  'twelve classes': { kind: 'multiclass', classes: 12 },
};

const families: readonly (readonly [family: string, params: Params])[] = [
  ['constant', {}],
  ['linear', { epochs: 5 }],
  ['mlp', { epochs: 5 }],
  ['elastic-net', {}],
  ['boosted-trees', { rounds: 30 }],
  ['symmetric-trees', { rounds: 20 }],
  ['random-forest', { trees: 10 }],
  ['extra-trees', { trees: 10 }],
  ['neighbours', { weighting: 'uniform' }],
  ['neighbours', { weighting: 'distance', mostRows: 200 }],
  ['gaussian-process', {}],
  ['realmlp', { epochs: 5, width: 32 }],
  ['realmlp', { epochs: 5, width: 32, embedding: 'none', activation: 'mish' }],
  ['tabm', { epochs: 5, width: 32 }],
];

interface Case {
  readonly title: string;
  readonly task: TaskShape;
  readonly file: () => { readonly bytes: Uint8Array; readonly feeds: Feeds; wanted: Float64Array };
}

const models = families.flatMap(([family, params]) =>
  Object.entries(tasks).map(([answers, task]): Case => {
    const title = `${family} ${JSON.stringify(params)} on ${answers}`;
    return { title, task, file: () => modelCase(family, params, task) };
  }),
);

const layers = layerCases.map(({ title, layers: own }): Case => {
  const task = { kind: 'regression', classes: 0 } as const;
  return { title: `a network with ${title}`, task, file: () => networkFile(own) };
});

function modelCase(name: string, params: Params, task: TaskShape) {
  const family = familyNamed(name);
  const x = designFor(name, caseDesign(ROWS, 'train'));
  const fresh = designFor(name, caseDesign(FRESH, 'fresh'));
  const saved = fittedCase(name, task, x, params);
  const wanted = family.predict(family.load(saved), fresh, task);
  return { bytes: modelFile(name, saved, task, x), feeds: feedsOf(fresh), wanted };
}

const cases = [...models, ...layers];
const folder = mkdtempSync(join(tmpdir(), 'autofit-onnx-models-'));
const folderOf = (place: number) => join(folder, `${place}`);
const wanted: Float64Array[] = [];

beforeAll(() => {
  for (const [place, { file }] of cases.entries()) {
    const { bytes, feeds, wanted: answers } = file();
    mkdirSync(folderOf(place));
    writeFileSync(join(folderOf(place), 'model.onnx'), bytes);
    writeFileSync(join(folderOf(place), 'inputs.json'), JSON.stringify(inputsOf(feeds)));
    wanted.push(answers);
  }
  // One process for all: starting the runtime takes longer than a model.
  runModels(
    'web',
    cases.map((_, i) => folderOf(i)),
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

function inputsOf(feeds: Feeds) {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, { columns, data }]) => {
      const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
      const dims = [data.length / columns, columns];
      return [name, { type: 'float64', dims, data: bytes.toString('base64') }];
    }),
  );
}

test.each(cases.map(({ title, task }, place) => ({ title, task, place })))(
  'ONNX answers as $title does',
  ({ task, place }) => {
    const answers = doublesOf(join(folderOf(place), 'web.json'));
    const own = wanted[place] ?? new Float64Array();
    expect(answers).toHaveLength(own.length);
    const worst = own.reduce((most, value, i) => {
      const apart = Math.abs(value - (answers[i] ?? Number.NaN));
      const difference = apart / Math.max(1, Math.abs(value));
      return Number.isNaN(difference) ? difference : Math.max(most, difference);
    }, 0);
    expect(worst).toBeLessThan(1e-5);
    if (task.kind === 'regression') return;
    const classOf = (chances: Float64Array, row: number) => predictedClass(chances, row, task);
    for (let row = 0; row < own.length / task.classes; row++) {
      expect(classOf(answers, row)).toBe(classOf(own, row));
    }
  },
);

function doublesOf(file: string): Float64Array {
  const { answers } = JSON.parse(readFileSync(file, 'utf8')) as { readonly answers: string };
  return new Float64Array(Uint8Array.from(Buffer.from(answers, 'base64')).buffer);
}
