import type { DesignMatrix } from '../matrix/design-matrix.js';
import { createMatrix } from '../matrix/matrix.js';
import { oriented } from '../metrics/metric.js';
import { elasticNetFamily } from '../models/elastic-net.js';
import type { SavedModel } from '../models/model-family.js';
import { randomStream, shuffle } from '../util/random.js';
import type { TaskShape } from '../util/task-kind.js';
import { type Judged, pairedGain } from './bootstrap.js';

/** A second layer: elastic nets on the members' predictions, one for each part of the rows, averaged. */
export interface Stack {
  readonly kind: 'stack';
  /** What numbers are standardised by. */
  readonly mean: number;
  readonly deviation: number;
  readonly models: readonly SavedModel[];
}

/** Fewer rows cannot tell a second layer from a mean. */
const LEAST_ROWS = 1000;
const PARTS = 5;
/** Probabilities are kept this far from 0 before their logarithm. */
const EPSILON = 1e-6;

/**
 * A second layer over out-of-fold predictions (stacked generalization; Wolpert 1992), each part of the rows predicted by a
 * model of the other parts. Undefined unless these rows say that it is better than `mixed`, the weighted mean of the
 * members, by more than one standard error; and for few rows.
 */
export function fitStack(
  judged: Judged,
  members: readonly Float32Array[],
  mixed: Float32Array,
  seed: number,
): { readonly stack: Stack; readonly predictions: Float32Array } | undefined {
  const rows = judged.truth.length;
  if (rows < LEAST_ROWS || members.length < 2) return undefined;
  const scale = scaleOf(judged);
  const parts = dealParts(rows, seed);
  const predictions = new Float32Array(mixed.length);
  const models = Array.from({ length: PARTS }, (_, part) => {
    const model = trainWithout(part, parts, judged, members, scale);
    const held = rowsOf(parts, (own) => own === part);
    const answers = answersOf(
      model,
      inputsOf(members, held, judged.task, scale),
      judged.task,
      scale,
    );
    copyRows(answers, held, predictions);
    return model;
  });
  const { gain, standardError } = pairedGain(judged, predictions, mixed, seed);
  return gain > standardError
    ? { stack: { kind: 'stack', ...scale, models }, predictions }
    : undefined;
}

/** What the second layer makes of the members' predictions. */
export function stackedPredictions(
  { models, ...scale }: Stack,
  members: readonly Float32Array[],
  task: TaskShape,
): Float32Array {
  const width = Math.max(1, task.classes);
  const rows = (members[0]?.length ?? 0) / width;
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const x = inputsOf(members, all, task, scale);
  const answers = models.map((model) => answersOf(model, x, task, scale));
  return Float32Array.from(
    { length: rows * width },
    (_, place) => answers.reduce((sum, own) => sum + (own[place] ?? 0), 0) / answers.length,
  );
}

type Scale = Pick<Stack, 'mean' | 'deviation'>;

function scaleOf({ task, truth }: Judged): Scale {
  if (task.kind !== 'regression') return { mean: 0, deviation: 1 };
  const mean = truth.reduce((sum, value) => sum + value, 0) / truth.length;
  const squares = truth.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / truth.length) || 1 };
}

/** The part that each row belongs to. */
function dealParts(rows: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  shuffle(randomStream(seed, 'stack'), order);
  const parts = new Int32Array(rows);
  for (const [place, row] of order.entries()) parts[row] = place % PARTS;
  return parts;
}

/** Fitted on the other parts but one, which chooses the penalty. */
function trainWithout(
  part: number,
  parts: Int32Array,
  judged: Judged,
  members: readonly Float32Array[],
  scale: Scale,
): SavedModel {
  const { task, truth, weights, metric } = judged;
  const watched = (part + 1) % PARTS;
  const fitted = rowsOf(parts, (own) => own !== part && own !== watched);
  const watchedRows = rowsOf(parts, (own) => own === watched);
  const of = (values: Float64Array, chosen: Int32Array) =>
    Float64Array.from(chosen, (row) => values[row] ?? 0);
  const inputs = (chosen: Int32Array) => inputsOf(members, chosen, task, scale);
  const y = Float32Array.from(of(truth, fitted), (value) => (value - scale.mean) / scale.deviation);
  const own = of(truth, watchedRows);
  const ownWeights = weights && of(weights, watchedRows);
  const score = (outputs: Float32Array) =>
    oriented(metric, metric.score(own, restored(outputs, scale), task, ownWeights));
  const model = elasticNetFamily.train(
    { x: inputs(fitted), y, weights: weights && of(weights, fitted) },
    elasticNetFamily.defaults,
    {
      task,
      metric: metric.name,
      kernels: 'reference',
      random: randomStream(part, 'stack'),
      validation: { x: inputs(watchedRows), score },
      shouldStop: () => false,
    },
  );
  return elasticNetFamily.save(model);
}

function answersOf(
  saved: SavedModel,
  x: DesignMatrix,
  task: TaskShape,
  scale: Scale,
): Float32Array {
  return restored(elasticNetFamily.predict(elasticNetFamily.load(saved), x, task), scale);
}

function restored(outputs: Float32Array, { mean, deviation }: Scale): Float32Array {
  return deviation === 1 && mean === 0 ? outputs : outputs.map((value) => value * deviation + mean);
}

/** A row's inputs: each member's log-probabilities, or its standardised number. */
function inputsOf(
  members: readonly Float32Array[],
  chosen: Int32Array,
  task: TaskShape,
  { mean, deviation }: Scale,
): DesignMatrix {
  const width = Math.max(1, task.classes);
  const matrix = createMatrix(chosen.length, members.length * width);
  for (const [place, row] of chosen.entries()) {
    for (const [member, predictions] of members.entries()) {
      for (let i = 0; i < width; i++) {
        const value = predictions[row * width + i] ?? 0;
        matrix.data[place * matrix.columns + member * width + i] =
          task.kind === 'regression'
            ? (value - mean) / deviation
            : Math.log(Math.max(EPSILON, value));
      }
    }
  }
  const features = Array.from({ length: matrix.columns }, (_, i) => ({ name: `${i}`, source: '' }));
  return { rows: chosen.length, blocks: [{ kind: 'dense', matrix, features }] };
}

function rowsOf(parts: Int32Array, isWanted: (part: number) => boolean): Int32Array {
  return Int32Array.from([...parts.keys()].filter((row) => isWanted(parts[row] ?? -1)));
}

function copyRows(from: Float32Array, rows: Int32Array, to: Float32Array): void {
  const width = from.length / rows.length;
  for (const [place, row] of rows.entries()) {
    to.set(from.subarray(place * width, (place + 1) * width), row * width);
  }
}
