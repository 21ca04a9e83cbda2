import { predictedClass } from '../metrics/predicted-class.js';
import { judgedTask } from '../predictor/combined.js';
import type { PredictorState } from '../predictor/predictor-state.js';

/** Writes the answer of a row as the inside of a JSON object, without its braces: probabilities in the order of the classes. */
export function predictionText(
  state: PredictorState,
): (predicted: Float64Array, row: number) => string {
  const { classes } = state.schema.task;
  const names = classes.map((name) => JSON.stringify(name));
  const task = judgedTask(state);
  if (classes.length === 0) return (predicted, row) => `"value":${numberText(predicted[row])}`;
  return (predicted, row) => {
    const code = predictedClass(predicted, row, task);
    const value = code === undefined ? 'null' : (names[code] ?? 'null');
    const chances = names.map(
      (name, c) => `${name}:${numberText(predicted[row * names.length + c])}`,
    );
    return `"value":${value},"probabilities":{${chances.join(',')}}`;
  };
}

/** JSON has no other numbers. */
function numberText(value: number | undefined): string {
  return value !== undefined && Number.isFinite(value) ? String(value) : 'null';
}
