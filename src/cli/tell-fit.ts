import type { ProgressEvent } from '../index.js';
import { countOf } from '../util/count-of.js';
import { formatDuration } from '../util/duration.js';
import { formatNumber } from '../util/format-number.js';
import { plainText } from '../util/plain-text.js';
import { createFitView, type FitLibrary } from './fit-view.js';
import type { InFlags } from './in-flags.js';
import type { Progress } from './progress.js';

type EventOf<K extends ProgressEvent['kind']> = Extract<ProgressEvent, { kind: K }>;
type MetricName = FitLibrary['describeMetric'];

export interface TellingFlags {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** Shows a fit by its events: notes and warnings stay, how it goes on is drawn. */
export function tellFit(
  progress: Progress,
  flags: TellingFlags,
  { said, library }: { readonly said: InFlags; readonly library: FitLibrary },
): (event: ProgressEvent) => void {
  const view = createFitView(progress.seconds(), library);
  const saidOf = lineTeller(flags, library.describeMetric);
  progress.show(view);
  return (event) => {
    view.tell(event, progress.seconds());
    const line = saidOf(event);
    if (line !== undefined) progress.say(plainText(said(line)));
    progress.changed(event.kind === 'phase');
  };
}

/** The line that an event leaves behind: none of most of them. */
function lineTeller(
  { quiet, verbose }: TellingFlags,
  metricName: MetricName,
): (event: ProgressEvent) => string | undefined {
  const isLive = process.stderr.isTTY === true && process.env.TERM !== 'dumb';
  let bestNumber = -1;
  const trialOf = (event: EventOf<'trial'>) => {
    const isBest = event.best?.number === event.trial.number && bestNumber !== event.trial.number;
    if (isBest) bestNumber = event.trial.number;
    return verbose || (isBest && !isLive) ? trialLine(event) : undefined;
  };
  return (event) => {
    if (event.kind === 'warning') return `warning: ${event.message}`;
    if (quiet) return undefined;
    if (event.kind === 'note') return `note: ${event.message}`;
    if (event.kind === 'data') return dataLine(event, metricName);
    if (event.kind === 'boxes') return boxesLine(event);
    if (event.kind === 'candidate') return candidateLine(event);
    return event.kind === 'trial' ? trialOf(event) : undefined;
  };
}

function dataLine(event: EventOf<'data'>, metricName: MetricName): string {
  const { rows, features, task, reason, metric, direction, positive, folds } = event;
  const judged = folds > 1 ? `${folds} folds` : 'a holdout';
  const size = `${countOf(rows, 'row')}, ${countOf(features, 'feature')}`;
  const name = metricName(metric, direction, positive);
  const way = name === metricName(metric, direction) ? '' : ' (`positive` names another)';
  return `${size}; ${task}: ${reason}; ${name}${way} on ${judged}`;
}

function boxesLine({ pictures, boxes, classes }: EventOf<'boxes'>): string {
  const ofClasses = `${classes.length} ${classes.length === 1 ? 'class' : 'classes'}`;
  const drawn = `${boxes.toLocaleString('en-US')} ${boxes === 1 ? 'box' : 'boxes'}`;
  return `${countOf(pictures, 'picture')} with ${drawn} of ${ofClasses}: ${classes.join(', ')}; mAP50 on pictures held out`;
}

/** Of each, for there are few. */
function candidateLine({ candidate }: EventOf<'candidate'>): string {
  const { name, frame, channels, state, mAP50, epochs, fitSeconds, reason } = candidate;
  const made = `${name}, ${frame.width} x ${frame.height}, ${channels} channels`;
  if (state !== 'complete') return `${made}: ${state}${reason === null ? '' : `: ${reason}`}`;
  const trained = `${countOf(epochs, 'epoch')} in ${formatDuration(fitSeconds ?? 0)}`;
  return `${made}: mAP50 ${formatNumber(mAP50 ?? Number.NaN)} after ${trained}`;
}

function trialLine({ trial }: EventOf<'trial'>): string {
  if (trial.score === null) return `${trial.name}: ${trial.state}: ${trial.reason}`;
  return `${trial.name}: ${formatNumber(trial.score)} in ${formatDuration(trial.fitSeconds)}`;
}
