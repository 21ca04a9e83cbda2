import { line } from 'd3-shape';
import { shortened } from '../../util/shortened.js';
import { thinned } from '../../util/thinned.js';
import { type Html, html } from '../html.js';
import { type AxisOptions, axisScale, isShown, LETTER, type Tick } from './axis-scale.js';
import { type ChartText, chartFigure, type Figure } from './chart-figure.js';
import { rounded } from './rounded.js';
import { lineSample } from './series-look.js';

export interface ParallelCoordinates extends ChartText {
  /** Numbers have an axis, linear or logarithmic; words are choices in the order in which they are told. */
  readonly axes: readonly ParallelAxis[];
  /** The last axis. */
  readonly score: AxisOptions & { readonly direction: 'maximize' | 'minimize' };
  readonly lines: readonly ParallelLine[];
}

export interface ParallelAxis {
  readonly name: string;
  readonly kind: 'linear' | 'log' | 'choices';
  readonly choices?: readonly string[];
}

export interface ParallelLine {
  readonly name: string;
  /** By axis; undefined where it has none. */
  readonly values: readonly (number | string | undefined)[];
  readonly score: number;
}

const WIDTH = 640;
const TOP = 58;
const BOTTOM = 400;
const SIDE = 62;
const MOST_LINES = 300;
const MOST_AXES = 8;
const FIFTHS = ['worst fifth', 'fourth fifth', 'middle fifth', 'second fifth', 'best fifth'];

/** A line for each configuration across an axis for each parameter, coloured by its score. */
export function parallelCoordinates(chart: ParallelCoordinates): Figure {
  const known = chart.lines.filter(({ score }) => isShown(score, chart.score));
  const sign = chart.score.direction === 'maximize' ? 1 : -1;
  const ranked = known.toSorted((a, b) => sign * (a.score - b.score));
  const shown = thinned(ranked, MOST_LINES);
  const axes = chart.axes.slice(0, MOST_AXES - 1);
  const scales = [
    ...axes.map((axis, place) => parameterScale(axis, place, shown)),
    scoreScale(chart, shown),
  ];
  const step = (WIDTH - 2 * SIDE) / Math.max(1, scales.length - 1);
  const marks = [
    ...shown.map((own, rank) => lineMark(own, fifthOf(rank, shown.length), scales, step)),
    ...scales.map((scale, place) => axisMark(scale, place, step, place === scales.length - 1)),
  ];
  return chartFigure(chart, {
    width: WIDTH,
    height: BOTTOM + 20,
    marks: shown.length > 0 ? marks : [],
    legend: shown.length > 1 ? legend : [],
    notes: notesOf(chart, shown.length, known.length),
    table: {
      head: ['configuration', ...chart.axes.map(({ name }) => name), chart.score.title],
      rows: shown
        .toReversed()
        .map(({ name, values, score }) => [
          name,
          ...chart.axes.map((_, place) => values[place] ?? null),
          score,
        ]),
    },
  });
}

const legend = FIFTHS.map((name, fifth) => ({
  name,
  sample: lineSample({ colour: `var(--scale-${fifth + 1})`, dash: 'none' }),
})).toReversed();

function notesOf({ axes }: ParallelCoordinates, shown: number, known: number): readonly string[] {
  const left = axes.length - MOST_AXES + 1;
  return [
    ...(shown < known ? [`${shown} of ${known} lines are drawn, evenly chosen by score.`] : []),
    ...(left > 0 ? [`${left} more parameters are in the table alone.`] : []),
  ];
}

interface Scale {
  readonly name: string;
  readonly at: (line: ParallelLine) => number | undefined;
  readonly ticks: readonly Tick[];
}

const RANGE = [BOTTOM, TOP] as const;

function scoreScale({ score }: ParallelCoordinates, lines: readonly ParallelLine[]): Scale {
  const scale = axisScale(
    score,
    lines.map((own) => own.score),
    RANGE,
    'up',
  );
  return { name: score.title, at: (own) => scale.at(own.score), ticks: scale.ticks };
}

function parameterScale(axis: ParallelAxis, place: number, lines: readonly ParallelLine[]): Scale {
  if (axis.kind === 'choices') return choiceScale(axis, place, lines);
  const options = { title: axis.name, kind: axis.kind };
  const numbers = lines.flatMap(({ values }) => {
    const value = values[place];
    return typeof value === 'number' && isShown(value, options) ? [value] : [];
  });
  const scale = axisScale(options, numbers, RANGE, 'up');
  const at = ({ values }: ParallelLine) => {
    const value = values[place];
    return typeof value === 'number' && isShown(value, options) ? scale.at(value) : undefined;
  };
  return { name: axis.name, at, ticks: scale.ticks };
}

function choiceScale(axis: ParallelAxis, place: number, lines: readonly ParallelLine[]): Scale {
  const met = lines
    .flatMap(({ values }) => values[place] ?? [])
    .toSorted((a, b) => Number(a) - Number(b) || 0)
    .map(String);
  const choices = [...new Set([...(axis.choices ?? []), ...met])];
  const y = (choice: number) => BOTTOM - ((choice + 0.5) * (BOTTOM - TOP)) / choices.length;
  const at = ({ values }: ParallelLine) => {
    const value = values[place];
    return value === undefined ? undefined : y(choices.indexOf(String(value)));
  };
  const every = Math.ceil(choices.length / 10);
  const ticks = choices.map((label, i) => ({ at: y(i), label }));
  return { name: axis.name, at, ticks: ticks.filter((_, i) => i % every === 0) };
}

/** Lines come from the worst to the best, so that the best lie above. */
function fifthOf(rank: number, count: number): number {
  return Math.min(4, Math.floor((5 * (rank + 1) - 1) / count));
}

function lineMark(own: ParallelLine, fifth: number, scales: readonly Scale[], step: number): Html {
  const spots = scales.map((scale, place) => ({ x: SIDE + place * step, y: scale.at(own) }));
  const path = line<(typeof spots)[number]>(
    ({ x }) => x,
    ({ y }) => y ?? 0,
  )
    .defined(({ y }) => y !== undefined)
    .digits(1);
  return html`<path d="${path(spots)}" stroke="var(--scale-${fifth + 1})" stroke-width="${fifth === 4 ? 2 : 1.2}" stroke-opacity="${[0.35, 0.4, 0.5, 0.7, 0.95][fifth]}" fill="none"/>`;
}

/** Names stand by turns higher and lower, so that neighbours have room. */
function axisMark({ name, ticks }: Scale, place: number, step: number, isLast: boolean): Html {
  const x = rounded(SIDE + place * step);
  const letters = Math.max(4, Math.floor((2 * step) / LETTER.width) - 1);
  const tick = Math.max(3, Math.floor(step / LETTER.width) - 1);
  const labels = ticks.map(
    ({ at, label }) =>
      html`<text class="halo muted" x="${x}" y="${rounded(at)}" dy="0.35em" text-anchor="middle">${shortened(label, tick)}</text>`,
  );
  return html`<path d="M${x} ${TOP}V${BOTTOM}" stroke="var(--ink)" stroke-width="1.2"/>${labels}<text x="${place === 0 ? 4 : isLast ? WIDTH - 4 : x}" y="${place % 2 === 0 ? 18 : 42}" text-anchor="${place === 0 ? 'start' : isLast ? 'end' : 'middle'}">${shortened(name, letters)}</text>`;
}
