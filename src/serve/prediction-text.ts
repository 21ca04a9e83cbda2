import type { Uncertain } from '../conformal/open-uncertainty.js';
import { predictedClass } from '../metrics/predicted-class.js';
import { judgedTask } from '../predictor/combined.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { middlePlace } from '../predictor/quantile-answers.js';

/** What rows are answered together, and how sure that is, where it is known. */
export interface AnsweredTable {
  readonly predicted: Float64Array;
  readonly uncertain?: Uncertain | undefined;
}

/** Writes the answer of a row as the inside of a JSON object, without its braces: probabilities in the order of the classes. */
export function predictionText(
  state: PredictorState,
): (answers: AnsweredTable, row: number) => string {
  const { classes, quantiles } = state.schema.task;
  if (quantiles) return quantilesText(quantiles);
  const names = classes.map((name) => JSON.stringify(name));
  const task = judgedTask(state);
  if (classes.length === 0) {
    return ({ predicted, uncertain }, row) =>
      `"value":${numberText(predicted[row])}${sureText(uncertain, row, names)}`;
  }
  return ({ predicted, uncertain }, row) => {
    const code = predictedClass(predicted, row, task);
    const value = code === undefined ? 'null' : (names[code] ?? 'null');
    const chances = names.map(
      (name, c) => `${name}:${numberText(predicted[row * names.length + c])}`,
    );
    const sure = sureText(uncertain, row, names);
    return `"value":${value}${sure},"probabilities":{${chances.join(',')}}`;
  };
}

/** The value nearest to the median, and the answer for each quantile by its name. */
function quantilesText(quantiles: readonly number[]): ReturnType<typeof predictionText> {
  const width = quantiles.length;
  const middle = middlePlace(quantiles);
  return ({ predicted }, row) => {
    const at = (place: number) => numberText(predicted[row * width + place]);
    const each = quantiles.map((quantile, place) => `"${quantile}":${at(place)}`);
    return `"value":${at(middle)},"quantiles":{${each.join(',')}}`;
  };
}

/** The ends of the row's interval, or its set of classes. */
function sureText(uncertain: Uncertain | undefined, row: number, names: readonly string[]): string {
  if (!uncertain) return '';
  if (uncertain.kind === 'sets') {
    const own = Array.from(uncertain.sets[row] ?? [], (code) => names[code] ?? 'null');
    return `,"set":[${own.join(',')}]`;
  }
  return `,"low":${numberText(uncertain.low[row])},"high":${numberText(uncertain.high[row])}`;
}

/** JSON has no other numbers. */
function numberText(value: number | undefined): string {
  return value !== undefined && Number.isFinite(value) ? String(value) : 'null';
}
