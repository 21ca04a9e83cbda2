import type { FitState } from '../index.js';
import { countOf } from '../util/count-of.js';
import { formatDuration } from '../util/duration.js';
import { formatNumber } from '../util/format-number.js';
import { plainText } from '../util/plain-text.js';
import { LABEL_WIDTH, labelled, labelledBar } from './frame-parts.js';
import { sparkline } from './sparkline.js';
import type { Room } from './view.js';
import { readingStage } from './work-view.js';

type MetricName = (name: string, direction?: 'maximize' | 'minimize') => string;

const WIDEST_TREND = 40;

/** A fit as lines that fit: what is done, how good, how long, and what each worker trains. */
export function fitFrame(
  state: FitState,
  metricName: MetricName,
  { width, height }: Room,
  seconds: number,
): readonly string[] {
  const head = [
    phaseLine(state, width, seconds),
    ...scoreLines(state, metricName, width, seconds),
    timeLine(state, width, seconds),
  ];
  return [...head, ...workerLines(state, width, Math.max(0, height - head.length), seconds)];
}

/** The same on one line. */
export function fitLine(state: FitState, metricName: MetricName, seconds: number): string {
  const parts = [
    phaseParts(state, seconds).join(', '),
    scoreParts(state, metricName)
      .map(([label, ...words]) => `${label} ${words.join(' ')}`)
      .join(', '),
    timeParts(state, seconds).join(', '),
  ];
  return `${state.phase}: ${parts.filter((part) => part !== '').join('; ')}`;
}

function phaseLine(state: FitState, width: number, seconds: number): string {
  const { phase, reading } = state;
  if (phase !== 'reading' || !reading) return labelled(phase, phaseParts(state, seconds), width);
  const { told, share } = readingStage(reading);
  return share === undefined
    ? labelled(phase, [told], width)
    : labelledBar(phase, share, [told], width);
}

function phaseParts(state: FitState, seconds: number): readonly string[] {
  const { phase, reading, begin, boxes, failed, jobs, phaseSince } = state;
  if (phase === 'reading' && reading) return [readingStage(reading).told];
  if (phase !== 'searching') return [`for ${formatDuration(seconds - phaseSince)}`];
  const finished = finishedIn(state);
  const noun = boxes ? 'candidate' : 'trial';
  const done =
    begin?.trials === undefined
      ? countOf(finished, noun)
      : `${finished} of ${countOf(begin.trials, noun)}`;
  const running = new Set(
    [...jobs.values()].flatMap(({ job }) => (job.purpose === 'trial' ? job.name : [])),
  ).size;
  return [
    done,
    ...(running > 0 ? [`${running} running`] : []),
    ...(failed.size > 0 ? [`${failed.size} failed`] : []),
  ];
}

function finishedIn({ trial, candidate }: FitState): number {
  return (trial ?? candidate)?.finished ?? 0;
}

function scoreLines(
  state: FitState,
  metricName: MetricName,
  width: number,
  seconds: number,
): readonly string[] {
  const lines = scoreParts(state, metricName).map(([label = '', ...parts]) =>
    labelled(label, parts, width),
  );
  if (state.scores.length < 2) return lines;
  const marks = sparkline(state.scores, seconds, Math.min(WIDEST_TREND, width - LABEL_WIDTH));
  return [...lines, labelled('over time', [marks], width)];
}

/** A label and its words for each score that there is. */
function scoreParts(
  { trial, ensemble, data, candidate }: FitState,
  metricName: MetricName,
): readonly (readonly string[])[] {
  const metric = data ? metricName(data.metric, data.direction) : '';
  const best = trial?.best;
  const lines: string[][] = [];
  if (best?.score != null) {
    lines.push(['best', formatNumber(best.score), best.name, metric]);
  }
  if (candidate?.best) {
    const { name, mAP50 } = candidate.best;
    lines.push(['best', formatNumber(mAP50), name, 'mAP50 ↑']);
  }
  if (ensemble && isBetter(ensemble.score, best?.score, data)) {
    const { score, members } = ensemble;
    lines.push(['ensemble', formatNumber(score), `${members} trials`, metric]);
  }
  return lines;
}

/** A mean of earlier trials is told of as long as no trial does better alone. */
function isBetter(
  score: number,
  other: number | null | undefined,
  data: FitState['data'],
): boolean {
  if (other == null) return true;
  return data?.direction === 'minimize' ? score < other : score > other;
}

function timeLine(state: FitState, width: number, seconds: number): string {
  const { begin, boxes, phase, begunAt } = state;
  const parts = timeParts(state, seconds);
  if (begin?.timeLimit !== undefined) {
    return labelledBar('time', (seconds - begunAt) / begin.timeLimit, parts, width);
  }
  // The chosen detector is trained longer than all of its candidates: they tell nothing of how long that takes.
  const isUnknown = begin?.trials === undefined || (boxes && phase !== 'searching');
  if (isUnknown) return labelled('time', parts, width);
  return labelledBar('time', finishedIn(state) / begin.trials, parts, width);
}

function timeParts({ begin, begunAt }: FitState, seconds: number): readonly string[] {
  const used = seconds - begunAt;
  const limit = begin?.timeLimit;
  if (limit === undefined) return [formatDuration(used)];
  return [formatDuration(used), `${formatDuration(Math.max(0, limit - used))} left`];
}

function workerLines(
  { jobs }: FitState,
  width: number,
  most: number,
  seconds: number,
): readonly string[] {
  const all = [...jobs].toSorted(([a], [b]) => a - b);
  const shown = all.length > most ? all.slice(0, Math.max(0, most - 1)) : all;
  const lines = shown.map(([worker, { job, since }]) => {
    const { name, fold, folds, purpose, machine } = job;
    const rows = fold === undefined || folds < 2 ? '' : `fold ${fold + 1} of ${folds}`;
    const what = purpose === 'timing' ? `timing ${plainText(name)}` : plainText(name);
    const all = purpose === 'refit' ? 'all rows' : rows;
    const place = machine === undefined ? [] : [`on ${plainText(machine)}`];
    const parts = [what, all, formatDuration(seconds - since), ...place];
    return labelled(`worker ${worker}`, parts, width);
  });
  const rest = all.length - shown.length;
  return rest > 0 && most > 0 ? [...lines, labelled('workers', [`${rest} more`], width)] : lines;
}
