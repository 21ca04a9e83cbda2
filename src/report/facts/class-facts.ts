import { totalWeight } from '../../metrics/metric.js';
import { predictedClass } from '../../metrics/predicted-class.js';
import { effectiveRows } from '../../metrics/row-groups.js';
import { type BinaryTask, isOfNumbers } from '../../util/task-kind.js';
import { thinned } from '../../util/thinned.js';
import type { JudgedRows } from './judged-rows.js';
import { tiedRanges } from './tied-ranges.js';

/** How classes are told apart on some rows. */
export interface ClassFacts {
  readonly classes: readonly string[];
  /** Weighted rows by true class (first) and predicted one, in the order of the classes. */
  readonly confusion: readonly (readonly number[])[];
  /** Weighted rows of classes that the model does not know, by the predicted one; absent where there are none. */
  readonly unknown?: readonly number[];
  readonly calibration: readonly CalibrationBin[];
  /** Of two classes. */
  readonly binary?: BinaryFacts;
}

/** Rows whose chance of the class lies close together: what was said, and how many it was true of. */
export interface CalibrationBin {
  readonly said: number;
  readonly was: number;
  readonly rows: number;
  /** Of the weight of all rows. */
  readonly share: number;
  /** How many rows that count alike tell as much. */
  readonly effective: number;
}

export interface BinaryFacts {
  readonly positive: string;
  /** The chance from which a row is taken for positive. */
  readonly threshold: number;
  /** Where it was chosen by these very rows: what comes of it is a little too good. @default it was not */
  readonly isFitted?: true;
  /** By falling threshold, from none positive to all. */
  readonly steps: readonly ThresholdStep[];
  /** Weighted rows of classes that the model does not know; absent where there are none. */
  readonly unknown?: number;
}

/** What comes of a threshold, in weighted rows. */
export interface ThresholdStep {
  readonly threshold: number;
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly trueNegative: number;
  readonly falseNegative: number;
  /** Of classes that the model does not know; absent where there are none. */
  readonly unknownPositive?: number;
}

const BINS = 10;
const STEPS = 200;

/** Confusion, calibration and what thresholds do; undefined for numbers. */
export function classFacts(judged: JudgedRows): ClassFacts | undefined {
  const { task, classes } = judged;
  if (isOfNumbers(task)) return undefined;
  return {
    classes,
    ...confusion(judged),
    calibration: calibration(judged),
    ...(task.kind === 'binary' && { binary: binaryFacts(judged, task) }),
  };
}

function confusion(judged: JudgedRows): Pick<ClassFacts, 'confusion' | 'unknown'> {
  const { truth, predictions, task, weights } = judged;
  const none = () => new Array<number>(task.classes).fill(0);
  const counts = Array.from({ length: task.classes }, none);
  const unknown = none();
  for (const [row, code] of truth.entries()) {
    const guess = predictedClass(predictions, row, task);
    const own = counts[code] ?? unknown;
    if (guess !== undefined) own[guess] = (own[guess] ?? 0) + (weights?.[row] ?? 1);
  }
  return { confusion: counts, ...(unknown.some((rows) => rows > 0) && { unknown }) };
}

/** Weighted rows that are taken for each class, whatever they are. */
export function takenRows({ classes, confusion, unknown = [] }: ClassFacts): readonly number[] {
  return classes.map((_, code) =>
    confusion.reduce((sum, row) => sum + (row[code] ?? 0), unknown[code] ?? 0),
  );
}

/** Of two classes by the positive one's chance, of more by that of the most probable class; bins of about equally many rows, equal chances in one. */
function calibration(judged: JudgedRows): readonly CalibrationBin[] {
  const { truth, predictions, task, weights } = judged;
  const said = Array.from(truth, (code, row) => {
    const own = task.kind === 'binary' ? task.positive : predictedClass(predictions, row, task);
    const chance = predictions[row * task.classes + (own ?? 0)] ?? Number.NaN;
    return { chance, was: Number(code === own), weight: weights?.[row] ?? 1 };
  });
  const sorted = said.filter(({ weight }) => weight > 0).sort((a, b) => a.chance - b.chance);
  const total = totalWeight(truth.length, weights);
  const isTied = (place: number) => sorted[place]?.chance === sorted[place - 1]?.chance;
  return tiedRanges(sorted.length, BINS, isTied).map(([from, to]) => {
    const rows = sorted.slice(from, to);
    const own = Float64Array.from(rows, ({ weight }) => weight);
    const all = totalWeight(rows.length, own);
    const mean = (of: (row: (typeof rows)[number]) => number) =>
      rows.reduce((sum, row) => sum + row.weight * of(row), 0) / all;
    return {
      said: mean(({ chance }) => chance),
      was: mean(({ was }) => was),
      rows: rows.length,
      share: all / total,
      effective: effectiveRows(rows.length, own, undefined),
    };
  });
}

function binaryFacts(judged: JudgedRows, task: BinaryTask): BinaryFacts {
  const { truth, predictions, weights, classes } = judged;
  const chance = (row: number) => predictions[2 * row + task.positive] ?? 0;
  const order = [...truth.keys()].sort((a, b) => chance(b) - chance(a));
  const weightOf = (row: number) => weights?.[row] ?? 1;
  const rowsOf = (is: (code: number) => boolean) =>
    order.reduce((sum, row) => sum + Number(is(truth[row] ?? -1)) * weightOf(row), 0);
  const positives = rowsOf((code) => code === task.positive);
  const negatives = rowsOf((code) => code === 1 - task.positive);
  const unknown = rowsOf((code) => code < 0);
  const steps: ThresholdStep[] = [];
  let [truePositive, falsePositive, unknownPositive] = [0, 0, 0];
  const push = (threshold: number) => {
    const falseNegative = positives - truePositive;
    const trueNegative = negatives - falsePositive;
    const known = { threshold, truePositive, falsePositive, trueNegative, falseNegative };
    steps.push({ ...known, ...(unknown > 0 && { unknownPositive }) });
  };
  push(1 + 1e-9);
  for (const [place, row] of order.entries()) {
    const code = truth[row] ?? -1;
    if (code === task.positive) truePositive += weightOf(row);
    else if (code < 0) unknownPositive += weightOf(row);
    else falsePositive += weightOf(row);
    const isLastOfEqual = chance(order[place + 1] ?? -1) !== chance(row);
    if (isLastOfEqual || place === order.length - 1) push(chance(row));
  }
  const { threshold = 0.5 } = task;
  // Evenly by how many rows they take for positive, and what the predictor takes.
  const own = steps.findLast((step) => step.threshold >= threshold);
  const kept = new Set(thinned(steps, STEPS - 1));
  return {
    positive: classes[task.positive] ?? '',
    threshold,
    ...(judged.decided && { isFitted: true as const }),
    steps: steps.filter((step) => kept.has(step) || step === own),
    ...(unknown > 0 && { unknown }),
  };
}
