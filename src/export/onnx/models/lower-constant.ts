import { constant } from '../../../models/constant.js';
import { sumToOne } from '../../../models/sum-to-one.js';
import { isOfNumbers } from '../../../util/task-kind.js';
import { filledRows } from './filled-rows.js';
import type { LowerModel } from './lower-model.js';

/** The same answer for every row. */
export const lowerConstant: LowerModel = (graph, saved, { rows }, { kind, classes }) => {
  const { values } = constant.load(saved);
  const answer = isOfNumbers({ kind }) ? Float64Array.from(values) : sumToOne(values, classes);
  return filledRows(graph, rows, answer);
};
