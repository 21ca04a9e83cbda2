import { describe, expect, test } from 'vitest';
import { type DesignMatrix, rawNumbers } from '../../src/matrix/design-matrix.js';
import type { Checkpoint, Model, ModelFamily, SavedModel } from '../../src/models/model-family.js';
import { createModelOpener } from '../../src/models/model-opener.js';
import { fitPreprocessor, transformTable } from '../../src/preprocessing/preprocessor.js';
import { fitTarget } from '../../src/preprocessing/target.js';
import type { Params } from '../../src/space/search-space.js';
import type { Row } from '../../src/table/flat-row.js';
import type { Table } from '../../src/table/table.js';
import { MISSING, UNSEEN } from '../../src/table/table.js';
import { packTensors, unpackTensors } from '../../src/util/pack-tensors.js';
import { randomStream } from '../../src/util/random.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import { withPictures } from '../fixtures/label-pictures.js';
import { sampleRows } from '../fixtures/rows.js';
import { tensorDigests } from '../fixtures/tensor-digests.js';
import { trialContext } from '../fixtures/trial-context.js';

const ROWS = 60;
const LABELS = { binary: 'sold', multiclass: 'kind', regression: 'price' } as const;
type Kind = keyof typeof LABELS;
const kinds = Object.keys(LABELS) as Kind[];

/** A small task made ready for a family: training rows, other rows, and rows with gaps and unseen levels. */
interface Fixture {
  readonly task: TaskShape;
  readonly x: DesignMatrix;
  readonly y: Float32Array;
  readonly xValidation: DesignMatrix;
  readonly xStrange: DesignMatrix;
}

async function fixture(family: ModelFamily, kind: Kind): Promise<Fixture> {
  const label = LABELS[kind];
  const ignore = Object.values(LABELS).filter((name) => name !== label);
  const { context } = await trialContext(sampleRows(ROWS) as Row[], { label, ignore });
  const { table, columns, task, preprocessing } = context;
  const train = Int32Array.from({ length: 40 }, (_, row) => row);
  const others = Int32Array.from({ length: ROWS - 40 }, (_, i) => 40 + i);
  const target = Float64Array.from(train, (row) => table.target?.[row] ?? Number.NaN);
  const known = { task, y: target, weights: undefined, random: randomStream(0) };
  const { fitted, x } = fitPreprocessor(preprocessing, family.inputs, columns, table, train, known);
  const y = fitTarget(task, target).transformed;
  const xValidation = transformTable(fitted, table, others);
  const xStrange = transformTable(fitted, strange(table), Int32Array.of(0, 1, 2));
  if (family.inputs.images !== 'pixels') return { task, x, y, xValidation, xStrange };
  return {
    task,
    x: withPictures(x, y),
    y,
    xValidation: withPictures(xValidation, y),
    xStrange: withPictures(xStrange, [Number.NaN, 0, 100]),
  };
}

/** Three rows: every cell missing, every level unseen, numbers far away. */
function strange(table: Table): Table {
  const columns = table.columns.map((column) =>
    column.kind === 'numeric'
      ? { ...column, values: Float64Array.of(Number.NaN, Number.NaN, 1e12) }
      : { ...column, codes: Int32Array.of(MISSING, UNSEEN, 0) },
  );
  return { kind: 'table', rows: 3, columns, target: undefined };
}

interface TrainArguments {
  readonly seed?: number;
  readonly shouldStop?: () => boolean;
  readonly params?: Params;
  readonly score?: (predictions: Float64Array) => number;
  readonly xValidation?: DesignMatrix;
  readonly pauseAfter?: number;
  readonly from?: Checkpoint | undefined;
}

function train(family: ModelFamily, given: Fixture, options: TrainArguments = {}): Model {
  const { x, y, task, xValidation } = given;
  return family.train({ x, y }, options.params ?? quick(family.defaults), {
    task,
    metric: task.kind === 'regression' ? 'rmse' : 'log_loss',
    random: randomStream(options.seed ?? 0, 'train'),
    kernels: 'auto',
    validation: { x: options.xValidation ?? xValidation, score: options.score ?? (() => 0) },
    shouldStop: options.shouldStop ?? (() => false),
    pauseAfter: options.pauseAfter,
    from: options.from,
  });
}

/** Few epochs, whatever else the family wants. */
function quick(params: Params): Params {
  if ('path' in params) return { ...params, path: 4 };
  if ('mostNeighbours' in params) return { ...params, mostNeighbours: 4 };
  if ('trees' in params) return { ...params, trees: 4 };
  if ('rounds' in params) return { ...params, rounds: 4, patience: 1000 };
  const narrow = 'flips' in params ? { width: 8 } : {};
  return 'epochs' in params ? { ...params, ...narrow, epochs: 4, patience: 1000 } : params;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What a model file keeps: the JSON as text, the tensors as bytes. */
function stored(saved: SavedModel): SavedModel {
  const json = JSON.parse(JSON.stringify(saved.json)) as SavedModel['json'];
  const tensors = Object.entries(saved.tensors).map(([name, values]) => [name, values.slice()]);
  return { kind: saved.kind, json, tensors: Object.fromEntries(tensors) };
}

/** What every model family promises. */
export function modelFamilyContract(family: ModelFamily): void {
  describe.each(kinds)(`the family ${family.name} on a %s task`, (kind) => {
    const made = once(() => fixture(family, kind));
    /** One model, of which many promises are read. */
    const trained = once(async () => train(family, await made()));

    test('predicts one value or one probability a class for each row, rows summing to 1', async () => {
      const { task, xValidation } = await made();
      const predictions = family.predict(await trained(), xValidation, task);
      expect(predictions).toBeInstanceOf(Float64Array);
      const width = Math.max(1, task.classes);
      expect(predictions).toHaveLength(xValidation.rows * width);
      expect(predictions.every(Number.isFinite)).toBe(true);
      if (kind === 'regression') return;
      for (let row = 0; row < xValidation.rows; row++) {
        const chances = [...predictions.subarray(row * width, (row + 1) * width)];
        expect(Math.min(...chances)).toBeGreaterThanOrEqual(0);
        expect(chances.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      }
    });

    test('a training that pauses and goes on ends as one in a piece', async () => {
      const { rungs } = family;
      const given = await made();
      const whole = await trained();
      expect(whole.checkpoint).toBeUndefined();
      const paused = train(family, given, { pauseAfter: 2 });
      // What runs in one piece does not pause.
      expect(paused.checkpoint !== undefined).toBe(rungs !== undefined);
      const { json, tensors } = packTensors(paused.checkpoint ?? null);
      const from = unpackTensors({ json, tensors }) as Checkpoint | null;
      const ended = from ? train(family, given, { from }) : paused;
      expect(ended.checkpoint).toBeUndefined();
      expect(tensorDigests(family.save(ended))).toEqual(tensorDigests(family.save(whole)));
    });

    test('predicts a row alone as it does among others', async () => {
      const given = await made();
      const model = await trained();
      const all = family.predict(model, given.xStrange, given.task);
      const again = family.predict(model, given.xStrange, given.task);
      expect(again).toEqual(all);
      const width = Math.max(1, given.task.classes);
      const first = family.predict(model, firstRow(given.xStrange), given.task);
      expect(first).toEqual(all.slice(0, width));
    });

    test('a model that is kept ready answers as it predicts, alone, in blocks and again', async () => {
      const given = await made();
      const model = await trained();
      const open = createModelOpener(given.task);
      const saved = stored(family.save(model));
      // Of two models that are open one must not disturb the other.
      const answers = [open(family.name, saved), open(family.name, saved)];
      for (const x of [given.xValidation, firstRow(given.xStrange), given.xStrange, given.x]) {
        const expected = family.predict(model, x, given.task);
        for (const answer of answers) {
          expect(answer(x)).toEqual(expected);
          expect(answer(x)).toEqual(expected);
        }
      }
    });

    test('predicts the same after JSON and tensors were stored and loaded', async () => {
      const given = await made();
      const model = await trained();
      const saved = stored(family.save(model));
      const loaded = family.load(saved);
      const before = family.predict(model, given.xValidation, given.task);
      expect(family.predict(loaded, given.xValidation, given.task)).toEqual(before);
      expect(loaded).toMatchObject({ length: model.length, parameters: model.parameters });
      expect(saved.kind).toBe(model.kind);
      expect(tensorDigests(family.save(loaded))).toEqual(tensorDigests(saved));
    });

    test('refuses to load without a tensor or with one of another size', async () => {
      const saved = family.save(await trained());
      const names = Object.keys(saved.tensors);
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) {
        const values = saved.tensors[name] ?? new Float32Array();
        const { [name]: _, ...rest } = saved.tensors;
        expect(() => family.load({ ...saved, tensors: rest })).toThrow(name);
        const others = [0, values.length - 1, values.length + 1];
        for (const length of others.filter((own) => own >= 0 && own !== values.length)) {
          const tensors = { ...rest, [name]: new Float32Array(length) };
          expect(() => family.load({ ...saved, tensors })).toThrow(name);
        }
      }
    });

    test('gives the same bytes for the same seed', async () => {
      const given = await made();
      const [first, second] = [1, 2].map(() =>
        tensorDigests(family.save(train(family, given, { seed: 3 }))),
      );
      expect(first).toEqual(second);
    });

    test('stops at once, and mid-way with what it has', async () => {
      const given = await made();
      for (const allowed of [0, 1, 3]) {
        let asked = 0;
        const shouldStop = () => asked++ >= allowed;
        const params = { ...family.defaults, ...endless(family.defaults) };
        const model = train(family, given, { shouldStop, params });
        const predictions = family.predict(model, given.xValidation, given.task);
        expect(predictions.every(Number.isFinite)).toBe(true);
      }
    });

    test('answers rows whose cells are all missing, unseen or far away', async () => {
      const given = await made();
      const predictions = family.predict(await trained(), given.xStrange, given.task);
      expect(predictions).toHaveLength(3 * Math.max(1, given.task.classes));
      expect(predictions.every((value) => !Number.isNaN(value))).toBe(true);
    });

    test('validation rows choose the epoch and touch nothing else', async () => {
      const given = await made();
      const plain = family.save(await trained());
      const other = family.save(
        train(family, given, { score: () => 0, xValidation: given.xStrange }),
      );
      expect(tensorDigests(other)).toEqual(tensorDigests(plain));
      let epoch = 0;
      const rising = train(family, given, { score: () => ++epoch });
      let falling = 0;
      const first = train(family, given, { score: () => --falling });
      const choosing = ['epochs', 'rounds', 'mostNeighbours', 'path'];
      const chooses = choosing.some((name) => name in family.defaults);
      const never = 'trees' in family.defaults ? 4 : 0;
      expect([first.length, rising.length]).toEqual(chooses ? [1, 4] : [never, never]);
    });
  });

  describe(`the family ${family.name}`, () => {
    test('has every parameter of its first configuration in its space, unless it depends', () => {
      for (const name of Object.keys(family.space)) {
        if (family.space[name]?.when === undefined) expect(family.defaults).toHaveProperty(name);
      }
      expect(Object.keys(family.space)).toEqual(
        expect.arrayContaining(Object.keys(family.defaults)),
      );
    });

    test('learns more than chance when it has parameters', async () => {
      const given = await fixture(family, 'regression');
      const params = { ...family.defaults };
      const score = (values: Float64Array) => -squares(values, given);
      const model = train(family, given, { params, score, xValidation: given.x });
      const left = squares(family.predict(model, given.x, given.task), given);
      if (Object.keys(params).length === 0) expect(left).toBeCloseTo(1, 5);
      else expect(left).toBeLessThan(0.5);
    });
  });
}

/** The mean squared difference from the standardised training labels; the constant model has 1. */
function squares(values: Float64Array, { y }: Fixture): number {
  return y.reduce((sum, truth, row) => sum + (truth - (values[row] ?? 0)) ** 2, 0) / y.length;
}

function endless(defaults: Params): Params {
  return 'epochs' in defaults ? { epochs: 1_000_000_000, patience: 1_000_000_000 } : {};
}

function firstRow(x: DesignMatrix): DesignMatrix {
  const blocks = x.blocks.map((block) => {
    if (block.kind === 'codes') {
      return { ...block, rows: 1, codes: block.codes.slice(0, block.cardinalities.length) };
    }
    if (block.kind === 'raw') {
      return {
        ...block,
        rows: 1,
        columns: block.columns.map((column) => ({ values: rawNumbers(column, 0, 1) })),
      };
    }
    if (block.kind === 'dense') {
      const { columns, data } = block.matrix;
      return { ...block, matrix: { rows: 1, columns, data: data.slice(0, columns) } };
    }
    if (block.kind === 'pixels') {
      const size = block.side * block.side * block.channels;
      const offsets = block.offsets.slice(0, 2);
      return {
        ...block,
        rows: 1,
        pixels: block.pixels.slice(0, size * (offsets[1] ?? 0)),
        offsets,
      };
    }
    return { ...block, matrix: { ...block.matrix, rows: 1 } };
  });
  return { rows: 1, blocks };
}
