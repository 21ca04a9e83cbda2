import type { LeaderboardRow } from '../leaderboard/leaderboard.js';
import type { PredictorState } from './predictor-state.js';

/** The name of the whole predictor on the leaderboard: its one member's, or the ensemble's. */
export function predictorName({ members }: Pick<PredictorState, 'members'>): string {
  return members.length > 1 ? 'ensemble' : (members[0]?.name ?? '');
}

/** The predictor's line on its leaderboard. */
export function predictorRow(state: PredictorState): LeaderboardRow | undefined {
  const name = predictorName(state);
  return state.leaderboard.find((row) => row.name === name);
}

/** Its score on rows that it had not seen: where it has a threshold, with thresholds that were fitted to other rows. */
export function heldScore(state: PredictorState): number | null {
  const row = predictorRow(state);
  return row?.scoreCrossFitted ?? row?.scoreValidation ?? null;
}
