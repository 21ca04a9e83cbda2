import type { ProgressEvent } from '../index.js';
import { countOf } from '../util/count-of.js';
import { formatDuration } from '../util/duration.js';
import { formatNumber } from '../util/format-number.js';
import type { InFlags } from './in-flags.js';

type TrialEvent = Extract<ProgressEvent, { kind: 'trial' }>;

/** Tells on standard error how the fit goes on. */
export interface Progress {
  readonly tell: (event: ProgressEvent) => void;
  close(): void;
}

/** A live line on a terminal; elsewhere a line for each new best trial. */
export async function createProgress(
  flags: { readonly quiet?: boolean; readonly verbose?: boolean },
  said: InFlags,
): Promise<Progress> {
  const { describeMetric } = await import('../index.js');
  const isLive = process.stderr.isTTY === true && !flags.verbose;
  let bestNumber = -1;
  let isLineShown = false;
  const wipe = () => {
    if (isLineShown) process.stderr.write('\r\x1b[2K');
    isLineShown = false;
  };
  const line = (text: string) => {
    wipe();
    process.stderr.write(`${said(text)}\n`);
  };
  const tellTrial = (event: TrialEvent) => {
    const isBest = event.best?.number === event.trial.number && bestNumber !== event.trial.number;
    if (isBest) bestNumber = event.trial.number;
    if (isLive) {
      wipe();
      isLineShown = true;
      process.stderr.write(summaryLine(event).slice(0, (process.stderr.columns ?? 80) - 1));
    } else if (flags.verbose || isBest) line(trialLine(event));
  };
  return {
    tell(event) {
      if (event.kind === 'warning') line(`warning: ${event.message}`);
      else if (flags.quiet) return;
      else if (event.kind === 'note') line(`note: ${event.message}`);
      else if (event.kind === 'data') line(dataLine(event, describeMetric));
      else tellTrial(event);
    },
    close: wipe,
  };
}

function dataLine(
  event: Extract<ProgressEvent, { kind: 'data' }>,
  describeMetric: (name: string) => string,
): string {
  const { rows, features, task, reason, metric, folds } = event;
  const judged = folds > 1 ? `${folds} folds` : 'a holdout';
  const size = `${countOf(rows, 'row')}, ${countOf(features, 'feature')}`;
  return `${size}; ${task}: ${reason}; ${describeMetric(metric)} on ${judged}`;
}

function trialLine({ trial }: TrialEvent): string {
  if (trial.score === null) return `${trial.name}: ${trial.state}: ${trial.reason}`;
  return `${trial.name}: ${formatNumber(trial.score)} in ${formatDuration(trial.fitSeconds)}`;
}

function summaryLine({ finished, trials, best, secondsLeft }: TrialEvent): string {
  const done = trials === undefined ? `${finished} trials` : `${finished} of ${trials} trials`;
  const parts = [done];
  if (best?.score != null) parts.push(`best ${best.name} ${formatNumber(best.score)}`);
  if (secondsLeft !== undefined && secondsLeft > 0) {
    parts.push(`${formatDuration(secondsLeft)} left`);
  }
  return parts.join(' · ');
}
