import { classReader } from '../schema/class-key.js';
import { shown } from '../util/shown.js';
import type { ProbabilityMatrix } from './class-chances.js';
import { type GivenLabel, refused, type ToldTask } from './given-task.js';

/** Predictions as programs have them: numbers or classes, or the chances of classes as `predictProba` and `predictMatrix` give them. */
export type GivenPredictions =
  | ArrayLike<GivenLabel>
  | ArrayLike<Readonly<Record<string, number>>>
  | ProbabilityMatrix;

/** How far the chances of a row may be from 1 in all. */
const TOLERANCE = 1e-3;

/** Chances of classes row after row, (rows, classes), where there are some. Throws an AutofitError for rows that lack one. */
export function chancesIn(
  predictions: GivenPredictions,
  told: readonly string[] | undefined,
): ProbabilityMatrix | undefined {
  if ('classes' in predictions && 'values' in predictions)
    return inOrder(checkedMatrix(predictions), told);
  const [first] = Array.from({ length: Math.min(1, predictions.length) }, () => predictions[0]);
  if (typeof first !== 'object' || first === null) return undefined;
  const rows = predictions as ArrayLike<Readonly<Record<string, number>>>;
  const classes = told ?? Object.keys(first);
  const values = new Float64Array(rows.length * classes.length);
  for (let row = 0; row < rows.length; row++) {
    for (const [code, name] of classes.entries())
      values[row * classes.length + code] = chanceOf(rows[row], name, row);
  }
  return { classes, values };
}

/** Callers without types may give plain lists, as JSON has them. */
function checkedMatrix({ classes, values }: ProbabilityMatrix): ProbabilityMatrix {
  const isList = (given: unknown) => Array.isArray(given) || ArrayBuffer.isView(given);
  const areNumbers = isList(values) && Array.from(values).every((own) => typeof own === 'number');
  if (isList(classes) && classes.length > 0 && areNumbers)
    return { classes: Array.from(classes, String), values: Float64Array.from(values) };
  throw refused(
    `A matrix of chances is of \`classes\` and \`values\`, and these are ${shown(classes)} and ${shown(values)}.`,
    'Give the names of the classes, and a number for each row and class, row after row.',
  );
}

function chanceOf(record: unknown, name: string, row: number): number {
  const chance = (record as Readonly<Record<string, unknown>> | null)?.[name];
  if (typeof chance === 'number') return chance;
  throw refused(
    `Row ${row + 1} has no chance of "${name}": it is ${shown(record)}.`,
    'Give the chances of all classes for each row.',
  );
}

/** The columns in the order in which the classes are told. */
function inOrder(
  { classes, values }: ProbabilityMatrix,
  told: readonly string[] | undefined,
): ProbabilityMatrix {
  if (!told) return { classes, values };
  const width = classes.length;
  const places = told.map((name) => classes.indexOf(name));
  if (places.includes(-1) || told.length !== width)
    throw refused(
      `The chances are of ${classes.join(', ')}, and \`classes\` are ${told.join(', ')}.`,
      'Leave `classes` out: the chances name them.',
    );
  const own = values.map(
    (_, i) => values[i - (i % width) + (places[i % width] ?? 0)] ?? Number.NaN,
  );
  return { classes: told, values: own };
}

/** Throws an AutofitError for chances that are none, or are not of one row; what a model could not answer is not a number. */
export function checkChances({ classes, values }: ProbabilityMatrix): void {
  const width = classes.length;
  for (let start = 0; start < values.length; start += width) {
    const own = values.subarray(start, start + width);
    const sum = own.reduce((a, b) => a + b, 0);
    if (own.some((chance) => chance < 0) || Math.abs(sum - 1) > TOLERANCE)
      throw refused(
        `The chances of row ${start / width + 1} are ${[...own].join(', ')}: they are not the parts of 1.`,
        'Give probabilities, not scores: each at least 0, 1 in all.',
      );
  }
}

/** Answers as metrics take them: numbers, or 1 for the class that is predicted; an empty text is none. */
export function answersIn(
  labels: ArrayLike<GivenLabel>,
  { shape, classes }: ToldTask,
): Float64Array {
  if (shape.kind === 'regression') return Float64Array.from(labels as ArrayLike<number>);
  const codeOf = classReader(classes);
  const width = classes.length;
  const values = new Float64Array(labels.length * width);
  for (let row = 0; row < labels.length; row++) {
    const label = String(labels[row]);
    const code = codeOf(label);
    if (code >= 0) values[row * width + code] = 1;
    else if (label === '') values.fill(Number.NaN, row * width, (row + 1) * width);
    else
      throw refused(
        `Row ${row + 1} is predicted as "${label}", which is not one of the classes.`,
        `They are ${classes.join(', ')}: tell others by \`classes\`.`,
      );
  }
  return values;
}
