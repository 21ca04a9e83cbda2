import type { FittedTarget } from '../preprocessing/target.js';
import { isFlag, isNumber, isText, optional, orNull, withFields } from '../util/shapes.js';
import type { PredictorState } from './predictor-state.js';

const TASKS = ['binary', 'multiclass', 'regression', 'quantile'];

const isTarget = withFields({
  ...{ log: isFlag, mean: isNumber, deviation: isNumber, smearing: isNumber },
  bounds: orNull(withFields({ low: isNumber, high: isNumber })),
});

const isLeaderboardRow = withFields({
  ...{ name: isText, family: isText, metric: isText, state: isText, reason: optional(isText) },
  ...{ rank: orNull(isNumber), scoreValidation: orNull(isNumber), scoreTest: optional(isNumber) },
  ...{ fitSeconds: orNull(isNumber), msPer1000Rows: orNull(isNumber) },
  ...{ parameters: isNumber, length: isNumber, folds: isNumber, weight: isNumber },
});

/** Throws when what a file holds has not the shape of a predictor, so that a forged or foreign one fails at once. */
export function checkState(stored: unknown): asserts stored is PredictorState {
  const state = recordOf(stored, 'the predictor');
  need(state.kind === 'predictor', 'it holds no predictor');
  need(typeof state.metric === 'string', 'it names no metric');
  if (state.customMetric !== undefined) {
    const { direction } = recordOf(state.customMetric, 'the metric');
    need(direction === 'maximize' || direction === 'minimize', 'its metric has no direction');
  }
  const schema = recordOf(state.schema, 'the schema');
  need(typeof schema.label === 'string', 'its schema names no label');
  const task = recordOf(schema.task, 'the task');
  need(TASKS.includes(String(task.kind)), `it has the unknown task "${task.kind}"`);
  const classes = listOf(task.classes, 'the classes');
  need(
    classes.every((name) => typeof name === 'string'),
    'its classes are not names',
  );
  const preprocessors = listOf(state.preprocessors, 'the preprocessors');
  for (const row of listOf(state.leaderboard, 'the leaderboard'))
    isLeaderboardRow(row, 'a leaderboard row');
  recordOf(state.options, 'the options');
  recordOf(state.versions, 'the versions');
  const members = listOf(state.members, 'the members');
  need(members.length > 0, 'it has no models');
  if (state.stack !== null) {
    const { pools, mean, deviation } = recordOf(state.stack, 'the second layer');
    for (const pool of listOf(pools, 'the pools of the second layer'))
      need(listOf(pool, 'weights').every(Number.isFinite), 'its second layer has no weights');
    need([mean, deviation].every(Number.isFinite), 'its second layer has no scale');
  }
  need(Number.isSafeInteger(state.rows) && Number(state.rows) > 0, 'it does not tell its rows');
  if (state.trained !== undefined) {
    const { rows, hash } = recordOf(state.trained, 'what it was trained on');
    need(Number.isSafeInteger(rows) && typeof hash === 'string', 'what it was trained on is odd');
  }
  if (state.judged !== undefined) {
    const { rows, hash, by } = recordOf(state.judged, 'what judged it');
    const isKnown = by === 'validation' || by === 'aside';
    need(
      Number.isSafeInteger(rows) && typeof hash === 'string' && isKnown,
      'what judged it is odd',
    );
  }
  need(Number.isFinite(state.temperature), 'it has no temperature');
  if (state.calibration !== undefined) checkCalibration(state.calibration, task, classes.length);
  need(Number.isFinite(state.threshold), 'it has no threshold');
  if (state.costs !== undefined) checkCosts(state.costs, classes.length);
  const ofNumbers = classes.length === 0;
  for (const member of members) checkMember(member, preprocessors.length, ofNumbers);
}

function checkCosts(stored: unknown, classes: number): void {
  const rows = listOf(stored, 'its costs').map((row) => listOf(row, 'its costs'));
  const isWhole = (row: readonly unknown[]) => row.length === classes && row.every(Number.isFinite);
  need(rows.length === classes && rows.every(isWhole), 'its costs are not of its classes');
}

/** A curve for each class that has one, whose points rise. */
function checkCalibration(
  calibration: unknown,
  { kind: task, quantiles }: Readonly<Record<string, unknown>>,
  classes: number,
): void {
  const stored = recordOf(calibration, 'the calibration');
  if (task === 'quantile') {
    checkShifts(stored, listOf(quantiles, 'the quantiles').length);
    return;
  }
  const curves = listOf(stored.curves, 'its curves');
  need(curves.length === (task === 'binary' ? 1 : classes), 'its calibration has other classes');
  for (const curve of curves) {
    const { kind, x, y, a, b, c } = recordOf(curve, 'a curve of the calibration');
    if (kind === 'beta') {
      need([a, b, c].every(Number.isFinite), 'a curve of its calibration has no shape');
      continue;
    }
    need(kind === 'isotonic', `it has the unknown calibration "${kind}"`);
    const [places, values] = [listOf(x, 'places of a curve'), listOf(y, 'values of a curve')];
    need(places.length > 0 && places.length === values.length, 'a curve lacks points');
    const rises = (own: readonly unknown[]) =>
      own.every(
        (value, i) => Number.isFinite(value) && (i === 0 || Number(value) >= Number(own[i - 1])),
      );
    need(rises(places) && rises(values), 'a curve of its calibration does not rise');
  }
}

/** A finite number for each quantile. */
function checkShifts(
  { kind, shifts, least }: Readonly<Record<string, unknown>>,
  quantiles: number,
): void {
  need(kind === 'shifts', `it has the unknown calibration "${kind}"`);
  const own = listOf(shifts, 'the shifts of quantiles');
  need(own.length === quantiles && own.every(Number.isFinite), 'its quantiles lack shifts');
  need(least === 0 || least === null, 'its quantiles have no least');
}

function checkMember(member: unknown, preprocessors: number, ofNumbers: boolean): void {
  const { name, family, weight, threshold, folds, params } = recordOf(member, 'a model');
  if (params !== undefined) recordOf(params, 'the parameters of a model');
  need(
    typeof name === 'string' && typeof family === 'string' && Number.isFinite(weight),
    'a model has no family or weight',
  );
  need(Number.isFinite(threshold), 'a model has no threshold');
  for (const fold of listOf(folds, 'the folds of a model')) {
    const { model, target, preprocessor, ofAllRows = false } = recordOf(fold, 'a fold');
    need(typeof ofAllRows === 'boolean', 'a fold tells no rows');
    isTarget(target, 'the target of a fold');
    need(
      ((target as FittedTarget).bounds !== null) === ofNumbers,
      'a fold has a target of another task',
    );
    need(
      Number.isInteger(preprocessor) &&
        Number(preprocessor) >= 0 &&
        Number(preprocessor) < preprocessors,
      'a fold names no preprocessor',
    );
    recordOf(recordOf(model, 'the model of a fold').tensors, 'the tensors of a fold');
  }
}

function recordOf(value: unknown, what: string): Record<string, unknown> {
  need(typeof value === 'object' && value !== null && !Array.isArray(value), `${what} is missing`);
  return value as Record<string, unknown>;
}

function listOf(value: unknown, what: string): readonly unknown[] {
  need(Array.isArray(value), `${what} are missing`);
  return value as readonly unknown[];
}

function need(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
