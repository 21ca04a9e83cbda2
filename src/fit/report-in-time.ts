import type { Settings } from '../options/options.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { QUICK } from '../report/facts/gather-explained.js';
import { startBudget } from '../search/budget.js';
import { AutofitError } from '../util/errors.js';
import { writeReport } from './report.js';
import { tellPhase } from './tell-phase.js';

/** Of the time, what a report has, and no fewer and no more seconds than these: what it says without explanations takes most of one. */
const REPORT_SHARE = 0.05;
const LEAST_REPORT_SECONDS = 1;
const MOST_REPORT_SECONDS = 3;
/** Of a short time limit, what it has at most. */
const MOST_REPORT_SHARE = 0.1;

/** A report is of what a run keeps in its folder. */
export function reports({ report, tidy, out }: Pick<Settings, 'report' | 'tidy' | 'out'>): boolean {
  return report && !tidy && out !== undefined;
}

/** Seconds of a time limit that are kept back for the report. */
export function reportSeconds(settings: Settings): number {
  const { timeLimit, since = 0 } = settings.budget;
  if (timeLimit === undefined || !reports(settings)) return 0;
  const given = timeLimit - since;
  const least = Math.min(LEAST_REPORT_SECONDS, MOST_REPORT_SHARE * given);
  return Math.min(MOST_REPORT_SECONDS, Math.max(least, REPORT_SHARE * given));
}

/** Explanations that take longer than the time that is left are left out. Null where it cannot be written: the model is. `seconds` is how long the run took until now. */
export async function reportInTime(
  state: PredictorState,
  settings: Settings,
  time: { readonly startedAt: number; readonly seconds: number },
): Promise<string | null> {
  tellPhase(settings, 'reporting');
  const budget = startBudget(settings.budget, time.startedAt, settings.signal);
  const { workers, out = '', onProgress } = settings;
  const { signal } = budget;
  try {
    return (await writeReport(out, state, QUICK, { workers, signal }, time.seconds)).page;
  } catch (thrown) {
    if (!(thrown instanceof AutofitError)) throw thrown;
    onProgress({ kind: 'warning', message: `there is no report: ${thrown.message}` });
    return null;
  } finally {
    budget.close();
  }
}
