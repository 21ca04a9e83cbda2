import type { LeaderboardRow } from '../leaderboard/leaderboard.js';
import type { ColumnValues } from '../table/read-rows.js';
import { refuseMore } from '../util/check-arguments.js';
import { type AskedMetrics, checkMetrics } from './asked-metrics.js';
import type { OpenModels } from './open-models.js';
import type { PredictorState } from './predictor-state.js';
import {
  decidingAmong,
  describeLeaderboard,
  type LeaderboardOptions,
  leaderboardOptions,
  scoredLeaderboard,
} from './scored-leaderboard.js';
import type { PredictOptions, ReadRows } from './table-reader.js';

/** What a predictor is asked for its models by: as they were found, and on rows. What callers do with the answers changes no model. */
export function leaderboardCalls<Source>(
  state: PredictorState,
  reader: (data: Source | ColumnValues, options: PredictOptions) => Promise<ReadRows>,
  models: OpenModels,
) {
  return {
    leaderboard(...more: readonly unknown[]): readonly LeaderboardRow[] {
      refuseMore('leaderboard', more);
      return structuredClone(state.leaderboard);
    },
    async leaderboardOn(
      data: Source | ColumnValues,
      metrics?: AskedMetrics,
      options?: LeaderboardOptions,
      ...more: readonly unknown[]
    ): Promise<readonly LeaderboardRow[]> {
      checkMetrics(metrics);
      refuseMore('leaderboardOn', more);
      const { onNote = () => {}, reading } = leaderboardOptions(options);
      const judges = decidingAmong(state, metrics);
      const { table, notes } = (await reader(data, reading)).parse('required');
      const perMember = await models().membersOf(table, reading.onProgress);
      const rows = scoredLeaderboard(state, table, perMember, judges);
      for (const note of notes) onNote(note);
      for (const note of describeLeaderboard(state, table, rows, metrics)) onNote(note);
      return structuredClone(rows);
    },
  };
}
