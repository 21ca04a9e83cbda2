import { type CellSources, madeUpRows } from '../distill/new-rows.js';
import {
  type Lesson,
  madeUpTable,
  type TaughtTable,
  taughtTable,
} from '../distill/taught-table.js';
import { type Schema, taskShape } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { takeRows } from '../table/take-rows.js';
import { permutation, type Random, randomStream } from '../util/random.js';
import type { DistillProgress } from './distill-options.js';
import type { LessonData } from './lesson-data.js';
import type { Teacher } from './teacher.js';

/** How much the ensemble's answer counts beside the label where a row has one. */
const TEACHER_SHARE = 0.7;
/** Rows with labels that are taught at most, and made-up rows: so many a row, fewer where there are many. */
const MOST_ROWS = 100_000;
const MADE_UP = 4;
const [LEAST_OF_MANY, MOST_TOGETHER] = [10_000, 20_000];

/** Who answers the rows of a lesson: some of the table's, by their numbers, and those that were made up. */
export interface Teaching {
  readonly known: (rows: Int32Array) => Promise<Float64Array>;
  readonly madeUp: Teacher;
}

/** By these models all, also rows that they were fitted to. */
export function ofModels({ table }: LessonData, teacher: Teacher): Teaching {
  return { known: (rows) => teacher(takeRows(table, rows, allocateShared)), madeUp: teacher };
}

/** By what the ensemble said of rows that it was not fitted to, where that is known. */
export function ofOutOfFold({ table, outOfFold }: LessonData, teacher: Teacher): Teaching {
  const placeOf = new Map([...(outOfFold?.rows ?? [])].map((row, place) => [row, place]));
  const known = async (rows: Int32Array): Promise<Float64Array> => {
    const isKnown = rows.every((row) => placeOf.has(row));
    if (!outOfFold || !isKnown) return overlaid(rows);
    return answersAt(rows, outOfFold);
  };
  return { known, madeUp: teacher };

  async function overlaid(rows: Int32Array): Promise<Float64Array> {
    const answers = await teacher(takeRows(table, rows, allocateShared));
    if (outOfFold) putAnswers(answers, rows, outOfFold);
    return answers;
  }

  function answersAt(rows: Int32Array, own: NonNullable<LessonData['outOfFold']>): Float64Array {
    const answers = new Float64Array((rows.length * own.values.length) / own.rows.length);
    putAnswers(answers, rows, own);
    return answers;
  }

  function putAnswers(
    answers: Float64Array,
    rows: Int32Array,
    own: NonNullable<LessonData['outOfFold']>,
  ): void {
    const width = own.values.length / own.rows.length;
    for (const [i, row] of rows.entries()) {
      const place = placeOf.get(row);
      if (place === undefined) continue;
      answers.set(own.values.subarray(place * width, (place + 1) * width), i * width);
    }
  }
}

/** A table to train on, with how many of its rows were made up. */
export type Made = TaughtTable & { readonly madeUp: number };

/** Rows that are taught, by whom unless by their labels alone, and whether those that are set aside judge. */
export interface Wanted {
  readonly rows: Int32Array;
  readonly judges: boolean;
  readonly teaching?: Teaching | undefined;
}

/** Makes tables to train students on. */
export function lessonMaker(
  { table, fold }: LessonData,
  schema: Schema,
  asked: {
    readonly seed: number;
    readonly madeUp: number | undefined;
    readonly onProgress: (event: DistillProgress) => void;
  },
): (wanted: Wanted) => Promise<Made> {
  const task = taskShape(schema.task);
  return async ({ rows, judges, teaching }) => {
    const random = randomStream(asked.seed, rows.length, 'distill');
    const among = someOf(withKnownClass(rows, table), random);
    const judged = judges ? fold.validation : undefined;
    if (!teaching) {
      return { ...taughtTable(byLabels(table, among, judged), task, allocateShared), madeUp: 0 };
    }
    asked.onProgress({ kind: 'stage', stage: 'answering' });
    const count = asked.madeUp ?? madeUpCount(among.length);
    const sources = madeUpRows(table, among, count, random);
    const answers = await teaching.madeUp(madeUpTable(table, sources, allocateShared));
    const lesson: Lesson = {
      table,
      known: { rows: among, answers: await teaching.known(among) },
      teacherShare: TEACHER_SHARE,
      madeUp: { sources, answers },
      judged,
    };
    return { ...taughtTable(lesson, task, allocateShared), madeUp: count };
  };
}

function byLabels(table: Table, rows: Int32Array, judged: Int32Array | undefined): Lesson {
  const sources: CellSources = table.columns.map(() => new Int32Array());
  const none = new Float64Array();
  const known = { rows, answers: none };
  return { table, known, teacherShare: 0, madeUp: { sources, answers: none }, judged };
}

/** Rows whose class is one of those that are told apart. */
function withKnownClass(rows: Int32Array, { target }: Table): Int32Array {
  return target instanceof Int32Array ? rows.filter((row) => (target[row] ?? -1) >= 0) : rows;
}

function someOf(rows: Int32Array, random: Random): Int32Array {
  if (rows.length <= MOST_ROWS) return rows;
  const drawn = permutation(random, rows.length).slice(0, MOST_ROWS).sort();
  return drawn.map((place) => rows[place] ?? 0);
}

function madeUpCount(rows: number): number {
  return Math.min(MADE_UP * rows, Math.max(LEAST_OF_MANY, MOST_TOGETHER - rows));
}

function allocateShared(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}
