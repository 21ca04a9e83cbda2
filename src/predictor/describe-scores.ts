import type { Table } from '../table/table.js';
import { type AskedMetrics, describeMetrics, describeUnscored } from './asked-metrics.js';
import { describeTrained } from './describe-trained.js';
import { describeWeighting, type Scores } from './evaluate-table.js';
import type { PredictorState } from './predictor-state.js';

/** What is to be said of scores on these rows. */
export function describeScores(
  state: PredictorState,
  table: Table,
  scores: Pick<Scores, 'metrics'>,
  metrics: AskedMetrics | undefined,
): readonly string[] {
  const unfit = describeMetrics(state, table, metrics);
  const seen = [...describeWeighting(state.schema, table), ...describeTrained(state, table)];
  return [...new Set([...seen, ...unfit, ...describeUnscored(scores, unfit)])];
}
