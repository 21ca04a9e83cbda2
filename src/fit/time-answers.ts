import { createHash } from 'node:crypto';
import { createModelOpener } from '../models/model-opener.js';
import { answered } from '../predictor/combined.js';
import { openMembers } from '../predictor/open-members.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { transformTable } from '../preprocessing/preprocessor.js';
import { restoreTarget } from '../preprocessing/target.js';
import { preparationKey } from '../preprocessing/variants.js';
import { type Schema, taskShape } from '../schema/schema.js';
import { backbonesOf } from '../schema/with-pictures.js';
import type { Table } from '../table/table.js';
import { takeRows } from '../table/take-rows.js';
import type { AnswerTime } from '../trial/answer-time.js';
import type { FoldModel } from '../trial/trial.js';
import { now } from '../util/clock.js';

/** Rows of a batch, those of a small table several times. */
const BATCH = 1000;
/** Passes of which the fastest counts, as others may wait for the machine; after two no more of them behind so many milliseconds. */
const PASSES = 20;
const ENOUGH = 100;
/** The first pass sets things up, and counts where it takes so many milliseconds anyway. */
const LONG = 1000;

/** Times models of a family as a predictor asks them, preparations once however many models share them. */
export type AnswerTimer = (family: string, models: readonly FoldModel[]) => AnswerTime;

/** A timer on rows of this table. */
export function createAnswerTimer(table: Table, schema: Schema): AnswerTimer {
  const task = taskShape(schema.task);
  const shared = { backboneOf: backbonesOf(schema) };
  const rows = batchOf(table);
  const known = new Map<string, number>();
  return (family, folds) => {
    const open = createModelOpener(task);
    const preparations: Record<string, number> = {};
    let models = 0;
    for (const { fold, model, preprocessor, target } of folds) {
      const name = nameOf(preparationKey(fold, preprocessor.inputs, preprocessor.options));
      const prepare = () => transformTable(preprocessor, table, rows, shared);
      const own = known.get(name) ?? millisecondsOf(prepare);
      known.set(name, own);
      preparations[name] = own;
      const x = prepare();
      const predict = open(family, model);
      models += millisecondsOf(() => restoreTarget(target, predict(x)));
    }
    return { models, preparations };
  };
}

/** Milliseconds that a finished predictor takes for a row of this table, typed rows to answers, in batches of 1,000. */
export function answerMilliseconds(state: PredictorState, table: Table): number {
  const batch = takeRows(table, batchOf(table), (bytes) => new ArrayBuffer(bytes));
  const predict = openMembers(state);
  return millisecondsOf(() => answered(state, predict(batch), batch)) / BATCH;
}

function batchOf({ rows }: Table): Int32Array {
  return Int32Array.from({ length: BATCH }, (_, i) => Math.floor((i * rows) / BATCH));
}

/** The fastest of a few passes. */
function millisecondsOf(work: () => unknown): number {
  const once = () => {
    const start = now();
    work();
    return now() - start;
  };
  const first = once();
  if (first > LONG) return first;
  const taken = [once(), once()];
  const begun = now();
  while (taken.length < PASSES && now() - begun < ENOUGH) taken.push(once());
  return Math.min(...taken);
}

function nameOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}
