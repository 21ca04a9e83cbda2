import { shortened } from '../../util/shortened.js';
import { type Html, html } from '../html.js';
import { type AxisOptions, isShown } from './axis-scale.js';
import { type ChartText, chartFigure, type Figure, type LegendEntry } from './chart-figure.js';
import { axisCell } from './line-table.js';
import { type PlotFrame, plotFrame } from './plot-frame.js';
import { rounded } from './rounded.js';
import { lineSample, seriesLook, symbolPath, symbolSample } from './series-look.js';
import { thinnedLists } from './thinned-lists.js';

export interface ScatterChart extends ChartText {
  readonly x: AxisOptions;
  readonly y: AxisOptions;
  /** What is no finite number is left out. */
  readonly series: readonly {
    readonly name: string;
    readonly points: readonly (readonly [x: number, y: number])[];
  }[];
  /** Where x equals y, or where y is zero, by its name. */
  readonly reference?: { readonly kind: 'diagonal' | 'zero'; readonly name: string };
}

/** Points over two axes: predicted against true, residuals, a hyperparameter against the score. */
export function scatterChart(chart: ScatterChart): Figure {
  const { series, reference, x, y } = chart;
  const { lists, note } = thinnedLists(
    series.map(({ points }) =>
      points.filter((point) => isShown(point[0], x) && isShown(point[1], y)),
    ),
  );
  const all = lists.flat();
  const xs = all.map((point) => point[0]);
  const ys = all.map((point) => point[1]);
  const both = [...xs, ...ys];
  const isDiagonal = reference?.kind === 'diagonal';
  const frame = isDiagonal
    ? plotFrame({ x, y, isSquare: true }, both, both)
    : plotFrame({ x, y }, xs, reference ? [...ys, 0] : ys);
  const marks = [
    frame.grid,
    ...lists.map((points, place) => pointMarks(points, place, frame)),
    ...(reference ? [referenceMark(reference.kind, frame)] : []),
  ];
  const hasNames = series.length > 1;
  return chartFigure(chart, {
    width: frame.width,
    height: frame.height,
    marks: all.length > 0 ? marks : [],
    legend: legendOf(chart),
    notes: note ? [note] : [],
    table: {
      head: [...(hasNames ? ['series'] : []), x.title, y.title],
      rows: lists.flatMap((points, place) =>
        points.map((point) => [
          ...(hasNames ? [series[place]?.name ?? ''] : []),
          axisCell(point[0], x),
          axisCell(point[1], y),
        ]),
      ),
    },
  });
}

function pointMarks(
  points: readonly (readonly [number, number])[],
  place: number,
  frame: PlotFrame,
): Html {
  const look = seriesLook(place);
  const outline = symbolPath(look, 40);
  const marks = points.map(([x, y]) => {
    const [across, up] = [rounded(frame.x(x)), rounded(frame.y(y))];
    if (place === 0) return html`<circle cx="${across}" cy="${up}" r="3.5"/>`;
    return html`<path transform="translate(${across} ${up})" d="${outline}"/>`;
  });
  return html`<g class="points" fill="${look.colour}" fill-opacity="${points.length > 300 ? 0.4 : 0.65}">${marks}</g>`;
}

const REFERENCE = { colour: 'var(--ink)', dash: '4 4' } as const;

function referenceMark(kind: 'diagonal' | 'zero', frame: PlotFrame): Html {
  const { left, right, top, bottom } = frame;
  const path =
    kind === 'diagonal'
      ? `M${left} ${bottom}L${right} ${top}`
      : `M${left} ${rounded(frame.y(0))}H${right}`;
  return html`<path class="reference" d="${path}" stroke="${REFERENCE.colour}" stroke-dasharray="${REFERENCE.dash}" fill="none"/>`;
}

function legendOf({ series, reference }: ScatterChart): readonly LegendEntry[] {
  const own = series.map(({ name }, place) => ({
    name: shortened(name, 40),
    sample: symbolSample(seriesLook(place)),
  }));
  const line = reference ? [{ name: reference.name, sample: lineSample(REFERENCE) }] : [];
  return own.length + line.length > 1 ? [...own, ...line] : [];
}
