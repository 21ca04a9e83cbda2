import type { Table } from '../table/table.js';
import {
  type AskedMetrics,
  describeMetrics,
  describeUnscored,
  metricsAsked,
} from './asked-metrics.js';
import { describeOrder } from './describe-order.js';
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
  const order = describeOrder(metricsAsked(metrics, state), state.schema.task);
  const seen = [...describeWeighting(state.schema, table), ...describeTrained(state, table)];
  return [...new Set([...seen, ...unfit, ...order, ...describeUnscored(scores, unfit)])];
}
