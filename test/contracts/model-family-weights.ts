import { describe, expect, test } from 'vitest';
import type { DesignMatrix } from '../../src/matrix/design-matrix.js';
import type { Model, ModelFamily } from '../../src/models/model-family.js';
import { fitPreprocessor, transformTable } from '../../src/preprocessing/preprocessor.js';
import { fitTarget } from '../../src/preprocessing/target.js';
import type { Params } from '../../src/space/search-space.js';
import { randomStream } from '../../src/util/random.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import { withPictures } from '../fixtures/label-pictures.js';
import { sampleRows } from '../fixtures/rows.js';
import { tensorDigests } from '../fixtures/tensor-digests.js';
import { trialContext } from '../fixtures/trial-context.js';

const ROWS = 40;
const LABELS = { binary: 'sold', multiclass: 'kind', regression: 'price' } as const;
type Kind = keyof typeof LABELS;

/** Every row twice: the first half with its label, the second half with another one. */
interface Fixture {
  readonly task: TaskShape;
  readonly y: Float32Array;
  /** The design matrix of some places. */
  readonly at: (places: readonly number[]) => DesignMatrix;
}

const own = Array.from({ length: ROWS }, (_, place) => place);
const other = own.map((place) => place + ROWS);
const both = [...own, ...other];

async function fixture(family: ModelFamily, kind: Kind): Promise<Fixture> {
  const label = LABELS[kind];
  const ignore = Object.values(LABELS).filter((name) => name !== label);
  const { context } = await trialContext(sampleRows(ROWS), { label, ignore });
  const { table, columns, task, preprocessing } = context;
  const target = Float64Array.from(table.target ?? []);
  const known = { task, y: target, weights: undefined, random: randomStream(0) };
  const rows = Int32Array.from(own);
  const { fitted } = fitPreprocessor(preprocessing, family.inputs, columns, table, rows, known);
  const first = fitTarget(task, target).transformed;
  const second = first.map((value) =>
    kind === 'regression' ? 2 - value : (value + 1) % task.classes,
  );
  return {
    task,
    y: Float32Array.from([...first, ...second]),
    at: (places) => {
      const rows = Int32Array.from(places, (place) => place % ROWS);
      const x = transformTable(fitted, table, rows);
      const shown = Array.from(rows, (row) => first[row] ?? 0);
      return family.inputs.images === 'pixels' ? withPictures(x, shown) : x;
    },
  };
}

function train(
  family: ModelFamily,
  { task, y, at }: Fixture,
  places: readonly number[],
  weightOf?: (place: number) => number,
): Model {
  let steps = 0;
  const set = { x: at(places), y: Float32Array.from(places, (place) => y[place] ?? 0) };
  const weights = weightOf && Float64Array.from(places, weightOf);
  return family.train({ ...set, weights }, whole(family.defaults), {
    task,
    metric: task.kind === 'regression' ? 'rmse' : 'log_loss',
    random: randomStream(0, 'train'),
    kernels: 'auto',
    validation: { x: at(own), score: () => ++steps },
    shouldStop: () => false,
  });
}

/** Short trainings that see all rows at once, as far as the family can. */
function whole(params: Params): Params {
  if ('path' in params) return { ...params, path: 4 };
  if ('mostNeighbours' in params) return { ...params, mostNeighbours: 8 };
  if ('trees' in params) return { ...params, trees: 60 };
  if ('rounds' in params) return { ...params, rounds: 10, rowShare: 1, columnShare: 1 };
  if (!('epochs' in params)) return params;
  const long = { ...params, epochs: 12, patience: 1000, dropout: 0, batchFactor: 100 };
  return { ...long, batchSize: 1000, ...('flips' in params && { width: 8 }) };
}

/** Families that draw no rows and no bins: what they learn of rows and of weights is the same but for rounding. */
const EXACT = new Set([
  'constant',
  'linear',
  'mlp',
  'boosted-trees',
  'symmetric-trees',
  'extra-trees',
  'elastic-net',
]);

type Answer = { readonly model: Model; readonly predictions: Float64Array };

/** That weights count as rows do, in every family. */
export function modelFamilyWeightsContract(family: ModelFamily): void {
  describe.each(Object.keys(LABELS) as Kind[])(`the family ${family.name} on a %s task`, (kind) => {
    const given = fixture(family, kind);
    /** What comes of these places, of which the first half has one weight and the second half another one. */
    const answer = async (
      places: readonly number[],
      weights?: [number, number],
    ): Promise<Answer> => {
      const { at, task } = await given;
      const weightOf = weights && ((place: number) => weights[place < ROWS ? 0 : 1] ?? 0);
      const model = train(family, await given, places, weightOf);
      return { model, predictions: family.predict(model, at(own), task) };
    };
    const alike = once(() => answer(both));
    const threefold = once(() => answer(both, [3, 1]));

    test('follows the rows that weigh more where labels contradict each other', async () => {
      const { task, y } = await given;
      const towards = (await answer(both, [50, 1])).predictions;
      const away = (await answer(both, [1, 50])).predictions;
      const width = Math.max(1, task.classes);
      const gains = own.map((row) => {
        const difference = (c: number) => (towards[c] ?? 0) - (away[c] ?? 0);
        const [label, opposite] = [y[row] ?? 0, y[row + ROWS] ?? 0];
        if (width === 1) return difference(row) * Math.sign(label - opposite);
        return difference(row * width + label) - difference(row * width + opposite);
      });
      expect(gains.reduce((sum, gain) => sum + gain, 0) / ROWS).toBeGreaterThan(0.002);
    });

    test('learns from a row of weight 3 what it learns from three rows', async () => {
      const weighted = (await threefold()).predictions;
      const repeated = (await answer([...own, ...own, ...own, ...other])).predictions;
      const bound = EXACT.has(family.name) ? 0.15 : 0.8;
      const before = apart((await alike()).predictions, repeated);
      expect(apart(weighted, repeated)).toBeLessThan(bound * before);
    });

    test('learns nothing from a row of weight 0', async () => {
      const weighted = (await answer(both, [1, 0])).predictions;
      const alone = (await answer(own)).predictions;
      const bound = EXACT.has(family.name) || family.name === 'neighbours' ? 0.01 : 0.8;
      expect(apart(weighted, alone)).toBeLessThan(
        bound * apart((await alike()).predictions, alone),
      );
    });

    test('learns the same in any unit of the weights', async () => {
      const { model, predictions } = await threefold();
      const doubled = (await answer(both, [3 * 2 ** 40, 2 ** 40])).model;
      expect(tensorDigests(family.save(doubled))).toEqual(tensorDigests(family.save(model)));
      const before = apart(predictions, (await alike()).predictions);
      for (const unit of [1e300, 1e-310]) {
        const scaled = (await answer(both, [3 * unit, unit])).predictions;
        expect(apart(scaled, predictions)).toBeLessThan(0.02 * before);
      }
    });
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The root of the mean squared difference. */
function apart(a: Float64Array, b: Float64Array): number {
  const squares = a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0);
  return Math.sqrt(squares / a.length);
}
