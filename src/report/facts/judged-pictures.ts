import { lonePicture } from '../../explain/occlusion.js';
import { predictedClass } from '../../metrics/predicted-class.js';
import { judgedTask } from '../../predictor/combined.js';
import type { KeptTable, OutOfFold } from '../../predictor/kept-rows.js';
import type { PredictorState } from '../../predictor/predictor-state.js';
import { middlePlace } from '../../predictor/quantile-answers.js';
import type { ImageColumn } from '../../table/table.js';
import { formatNumber } from '../../util/format-number.js';
import type { TaskShape } from '../../util/task-kind.js';
import { percent } from './in-words.js';

/** A row with one picture, and what was said of it by models that had not been fitted to it. */
export interface JudgedPicture {
  readonly kept: KeptTable;
  /** Its place there. */
  readonly at: number;
  readonly column: ImageColumn;
  /** Its place among the pictures. */
  readonly picture: number;
  readonly truth: string;
  readonly predicted: string;
  /** Never of a number. */
  readonly isRight: boolean;
  /** How far apart the chances of the two likeliest classes are, or how far off the number is. */
  readonly distance: number;
}

/** The kept rows that a fold judged and that have one picture in this column, in their order. */
export function judgedPictures(
  state: PredictorState,
  outOfFold: OutOfFold,
  kept: KeptTable,
  name: string,
): readonly JudgedPicture[] {
  const column = kept.table.columns.find((own) => own.name === name);
  if (column?.kind !== 'image') return [];
  return Array.from(kept.places.entries()).flatMap(([at, place]) => {
    const picture = lonePicture(column, at);
    if (place < 0 || picture < 0) return [];
    return [{ kept, at, column, picture, ...saidOf(state, outOfFold, place) }];
  });
}

/** The number that is said of a row, of quantiles the one nearest to the median. */
function middleOf(values: Float64Array, row: number, task: TaskShape): number {
  if (task.kind !== 'quantile') return values[row] ?? Number.NaN;
  const { quantiles } = task;
  return values[row * quantiles.length + middlePlace(quantiles)] ?? Number.NaN;
}

type Said = Pick<JudgedPicture, 'truth' | 'predicted' | 'isRight' | 'distance'>;

function saidOf(state: PredictorState, { truth, predictions }: OutOfFold, place: number): Said {
  const task = judgedTask(state);
  const { classes } = state.schema.task;
  const known = truth[place] ?? Number.NaN;
  const values = predictions[0]?.values ?? new Float64Array();
  if (task.classes === 0) {
    const said = middleOf(values, place, task);
    const distance = Math.abs(said - known);
    return { truth: formatNumber(known), predicted: formatNumber(said), isRight: false, distance };
  }
  const code = predictedClass(values, place, task) ?? 0;
  const chances = values.slice(place * task.classes, (place + 1) * task.classes);
  const predicted = `${classes[code] ?? ''} (${percent(chances[code] ?? Number.NaN)})`;
  const [first = 0, second = 0] = chances.toSorted((a, b) => b - a);
  return {
    truth: classes[known] ?? '',
    predicted,
    isRight: code === known,
    distance: first - second,
  };
}
