import { fitUncertainty } from '../conformal/fit-uncertainty.js';
import { leastRows } from '../conformal/score-quantiles.js';
import type { Uncertainty } from '../conformal/uncertainty.js';
import type { FinishedEnsemble } from '../ensemble/finish-ensemble.js';
import type { Settings } from '../options/options.js';
import { coveredOn } from '../predictor/covered-on.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { featureColumns } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { percent } from '../util/percent.js';
import { withThreshold } from '../util/task-kind.js';
import type { FitData } from './lay-out-data.js';

/** How sure answers are, where that was asked for, by what the ensemble said out of fold; what it cannot promise is told. */
export function uncertaintyOf(
  { judge, table, schema, context }: FitData,
  { intervals, seed, onProgress }: Settings,
  { predictions, threshold }: FinishedEnsemble,
): Uncertainty | undefined {
  if (intervals === undefined || judge.rows.length === 0) return undefined;
  const given = {
    table,
    columns: featureColumns(schema),
    preprocessing: context.preprocessing,
    rows: judge.rows,
    judged: { ...judge, task: withThreshold(judge.task, threshold) },
    predictions,
    seed,
  };
  const found = fitUncertainty(given, intervals);
  for (const message of caveats(found, table)) onProgress({ kind: 'note', message });
  return found;
}

/** The same with what it covers of test rows. */
export function withTested(
  state: PredictorState,
  test: Table,
  perMember: readonly Float64Array[],
): PredictorState {
  const tested = coveredOn(state, test, perMember);
  if (!tested || !state.uncertainty) return state;
  return { ...state, uncertainty: { ...state.uncertainty, tested } };
}

function caveats(
  { kind, coverage, scores }: Uncertainty,
  { groups, times }: Table,
): readonly string[] {
  const what = kind === 'intervals' ? 'intervals' : 'prediction sets';
  const least = leastRows(coverage);
  const unit = groups ? 'groups' : 'rows';
  const told = Math.floor(scores.rows);
  return [
    ...(scores.rows < least - 1e-9
      ? [
          `${told} judged ${unit} are too few for ${what} that cover ${percent(coverage)}: that takes ${least}, and until then they hold everything`,
        ]
      : []),
    ...(groups
      ? [
          `${what} are for rows of groups that were not seen; how many are covered differs from group to group`,
        ]
      : []),
    ...(times
      ? [
          `${what} cover as many rows as later ones did in training: what changes with time is not covered`,
        ]
      : []),
  ];
}
