import type { FinishedEnsemble } from '../ensemble/finish-ensemble.js';
import type { Settings } from '../options/options.js';
import { heldScore } from '../predictor/predictor-row.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { bringBack } from '../run/before-more.js';
import type { RunFolder } from '../run/run-folder.js';
import type { KeptTrial } from '../trial/trial-store.js';
import { formatNumber } from '../util/format-number.js';
import { keepRows } from './keep-rows.js';
import type { FitData } from './lay-out-data.js';

/** What a search has come to. */
export interface Outcome {
  /** The predictor that is kept: what was found now, or by a process before. */
  readonly state: PredictorState;
  readonly finished: PredictorState;
  /** What the run had found before it was given more. */
  readonly earlier: PredictorState | undefined;
  readonly ensemble: FinishedEnsemble;
  readonly kept: readonly KeptTrial[];
}

/** Writes a predictor into its run's folder, and says whether rows are kept with it. */
export async function saveRun(
  run: RunFolder,
  data: FitData,
  settings: Settings,
  { state, finished, earlier, ensemble, kept }: Outcome,
  bytes: Uint8Array,
): Promise<boolean> {
  const keepsRows = !settings.tidy && !data.isCut;
  const isNew = state === finished;
  if (!isNew) tellKept(state, finished, settings);
  if (state === earlier) {
    await bringBack(run.path);
    return keepsRows;
  }
  const rows = keepsRows && isNew ? keepRows(data, state, ensemble, kept) : undefined;
  await run.write(state.leaderboard, bytes, rows);
  return keepsRows;
}

function tellKept(
  kept: PredictorState,
  finished: PredictorState,
  { refit, onProgress }: Settings,
): void {
  const scoreOf = (state: PredictorState) => formatNumber(heldScore(state) ?? Number.NaN);
  const { metric: name } = finished;
  const better = `its ${name} of ${scoreOf(kept)} is better than the ${scoreOf(finished)} that more has led to`;
  const models =
    refit && kept.options.refit !== true
      ? '; its models are those of the folds, which resuming with `refit` trains anew on all rows'
      : '';
  onProgress({ kind: 'note', message: `what the run had before is kept: ${better}${models}` });
}
