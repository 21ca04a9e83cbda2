import { combined } from '../predictor/combined.js';
import { isOfFolds, type PredictorState } from '../predictor/predictor-state.js';
import { memberPredictions } from '../run/predict-threads.js';
import type { Table } from '../table/table.js';

/** What a predictor says of a table's rows, whatever it knows of copies: (rows, classes) probabilities, or one number a row. */
export type Teacher = (table: Table) => Promise<Float64Array>;

export function teacherOf(state: PredictorState, workers: number): Teacher {
  const membersOf = memberPredictions(state, workers);
  return async (table) => combined(state, await membersOf(table));
}

/** The predictor of the models of one fold, that know nothing of its validation rows; undefined where there is none. */
export function ofFold(
  state: PredictorState,
  fold: number,
  folds: number,
): PredictorState | undefined {
  if (!state.members.every((member) => isOfFolds(member, folds))) return undefined;
  const members = state.members.map((member) => ({
    ...member,
    folds: member.folds.slice(fold, fold + 1),
  }));
  const used = new Set(members.flatMap((member) => member.folds.map((own) => own.preprocessor)));
  const numbers = [...used];
  return {
    ...state,
    preprocessors: numbers.flatMap((number) => state.preprocessors[number] ?? []),
    members: members.map((member) => ({
      ...member,
      folds: member.folds.map((own) => ({
        ...own,
        preprocessor: numbers.indexOf(own.preprocessor),
      })),
    })),
  };
}
