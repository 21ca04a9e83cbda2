import { area, curveStepAfter, line } from 'd3-shape';
import { shortened } from '../../util/shortened.js';
import { type Html, html } from '../html.js';
import { isShown } from './axis-scale.js';
import { chartFigure, type Figure, type LegendEntry } from './chart-figure.js';
import type { LineChart, LineSeries, Points, Spot } from './line-options.js';
import { lineTable } from './line-table.js';
import { type PlotFrame, plotFrame } from './plot-frame.js';
import { rounded } from './rounded.js';
import { boxSample, lineSample, seriesLook, symbolPath } from './series-look.js';
import { thinnedLists } from './thinned-lists.js';

/** Lines over an axis: learning curves, scores against time, ROC, calibration, partial dependence. */
export function lineChart(chart: LineChart): Figure {
  const { series, lists, note } = shownOf(chart);
  const { curves } = chart;
  const lines = (curves?.lines ?? []).map((own) => own.filter((point) => isPoint(point, chart)));
  const all = [...series.flatMap(({ points }) => points), ...lines.flat()];
  const bands = series.flatMap(({ band }) => band.flatMap(([, low, high]) => [low, high]));
  const extra = [...bands, ...(chart.baseline ? [chart.baseline.y] : [])];
  const xs = [...all.map(([x]) => x), ...(chart.moments?.xs ?? [])];
  const ys = [...all.map(([, y]) => y), ...extra];
  const frame = plotFrame(
    chart,
    chart.diagonal ? [...xs, ...ys] : xs,
    chart.diagonal ? [...xs, ...ys] : ys,
  );
  const marks = [
    frame.grid,
    ...thinLines(lines, frame),
    ...referenceLines(chart, frame),
    ...momentLines(chart, frame),
    ...series.map((own) => bandMark(own, frame)),
    ...series.map((own) => lineMark(own, frame)),
  ];
  return chartFigure(chart, {
    width: frame.width,
    height: frame.height,
    marks: all.length > 0 ? marks : [],
    legend: legendOf(chart),
    notes: note ? [note] : [],
    table: lineTable(chart, lists),
  });
}

/** A series as it is drawn. */
interface ShownSeries extends Pick<LineSeries, 'isSteps' | 'hasMarkers'> {
  readonly place: number;
  readonly points: Points;
  readonly band: readonly (readonly [x: number, low: number, high: number])[];
}

function shownOf(chart: LineChart) {
  const spots = chart.series.map(({ points, band }) =>
    points
      .map(([x, y], i): Spot => [x, y, band?.[i]?.[0] ?? Number.NaN, band?.[i]?.[1] ?? Number.NaN])
      .filter(([x, y]) => isPoint([x, y], chart)),
  );
  const { lists, note } = thinnedLists(spots);
  const series = lists.map((own, place): ShownSeries => {
    const { isSteps = false, hasMarkers = false } = chart.series[place] ?? {};
    const band = own.filter(([, , low, high]) => isShown(low, chart.y) && isShown(high, chart.y));
    return {
      place,
      isSteps,
      hasMarkers: hasMarkers || own.length === 1,
      points: own.map(([x, y]) => [x, y]),
      band: band.map(([x, , low, high]) => [x, low, high]),
    };
  });
  return { series, lists, note };
}

function isPoint([x, y]: readonly [number, number], chart: Pick<LineChart, 'x' | 'y'>): boolean {
  return isShown(x, chart.x) && isShown(y, chart.y);
}

function lineMark({ place, points, isSteps, hasMarkers }: ShownSeries, frame: PlotFrame): Html {
  const look = seriesLook(place);
  const path = line<readonly [number, number]>(
    ([x]) => frame.x(x),
    ([, y]) => frame.y(y),
  ).digits(1);
  const drawn = isSteps ? path.curve(curveStepAfter) : path;
  const outline = symbolPath(look, 55);
  const markers = points.map(
    ([x, y]) =>
      html`<path transform="translate(${rounded(frame.x(x))} ${rounded(frame.y(y))})" d="${outline}"/>`,
  );
  return html`<path class="line" d="${drawn(points)}" stroke="${look.colour}" stroke-width="2" stroke-dasharray="${look.dash}" stroke-linejoin="round" fill="none"/>${hasMarkers && html`<g fill="${look.colour}">${markers}</g>`}`;
}

function bandMark({ place, band, isSteps }: ShownSeries, frame: PlotFrame): Html {
  if (band.length === 0) return html``;
  const own = area<readonly [number, number, number]>(
    ([x]) => frame.x(x),
    ([, low]) => frame.y(low),
    ([, , high]) => frame.y(high),
  ).digits(1);
  const path = (isSteps ? own.curve(curveStepAfter) : own)(band);
  return html`<path class="band" d="${path}" fill="${seriesLook(place).colour}" fill-opacity="0.18"/>`;
}

function thinLines(lines: readonly Points[], frame: PlotFrame): readonly Html[] {
  const path = line<readonly [number, number]>(
    ([x]) => frame.x(x),
    ([, y]) => frame.y(y),
  ).digits(1);
  if (lines.length === 0) return [];
  const paths = lines.map((own) => html`<path d="${path(own)}"/>`);
  return [
    html`<g class="thin" stroke="var(--muted)" stroke-width="0.8" stroke-opacity="0.35" fill="none">${paths}</g>`,
  ];
}

const REFERENCE = { colour: 'var(--ink)', dash: '4 4' } as const;

function referenceLines({ baseline, diagonal }: LineChart, frame: PlotFrame): readonly Html[] {
  const { left, right, top, bottom } = frame;
  const paths = [
    ...(baseline ? [`M${left} ${rounded(frame.y(baseline.y))}H${right}`] : []),
    ...(diagonal ? [`M${left} ${bottom}L${right} ${top}`] : []),
  ];
  return paths.map(
    (path) =>
      html`<path class="reference" d="${path}" stroke="${REFERENCE.colour}" stroke-dasharray="${REFERENCE.dash}" fill="none"/>`,
  );
}

const MOMENT = { colour: 'var(--muted)', dash: '1 5' } as const;

function momentLines(
  { moments, ...chart }: LineChart,
  { x, top, bottom }: PlotFrame,
): readonly Html[] {
  const shown = (moments?.xs ?? []).filter((at) => isShown(at, chart.x));
  return shown.map(
    (at) =>
      html`<path class="moment" d="M${rounded(x(at))} ${top}V${bottom}" stroke="${MOMENT.colour}" stroke-width="2" stroke-dasharray="${MOMENT.dash}" stroke-linecap="round" fill="none"/>`,
  );
}

function legendOf({
  series,
  curves,
  baseline,
  moments,
  diagonal,
}: LineChart): readonly LegendEntry[] {
  const others = [
    ...(curves && curves.lines.length > 0
      ? [{ name: curves.name, sample: boxSample('var(--muted)', 0.35) }]
      : []),
    ...(baseline ? [{ name: baseline.name, sample: lineSample(REFERENCE) }] : []),
    ...(moments ? [{ name: moments.name, sample: lineSample(MOMENT) }] : []),
    ...(diagonal ? [{ name: diagonal, sample: lineSample(REFERENCE) }] : []),
  ];
  if (series.length + others.length < 2) return [];
  const own = series.map(({ name }, place) => ({
    name: shortened(name, 40),
    sample: lineSample(seriesLook(place)),
  }));
  return [...own, ...others];
}
