import type { AxisOptions } from './axis-scale.js';
import type { ChartText } from './chart-figure.js';

/** What a line chart is of. */
export interface LineChart extends ChartText {
  readonly x: AxisOptions;
  readonly y: AxisOptions;
  readonly series: readonly LineSeries[];
  /** Many thin lines behind the series, such as those of single rows. */
  readonly curves?: { readonly name: string; readonly lines: readonly Points[] };
  /** A level to compare with. */
  readonly baseline?: { readonly name: string; readonly y: number };
  /** Values of x at which something happened. */
  readonly moments?: { readonly name: string; readonly xs: readonly number[] };
  /** Where x equals y. */
  readonly diagonal?: string;
  readonly isSquare?: boolean;
}

export type Points = readonly (readonly [x: number, y: number])[];

export interface LineSeries {
  readonly name: string;
  /** What is no finite number is left out, and the line goes on behind it. */
  readonly points: Points;
  /** From where to where around each point. */
  readonly band?: readonly (readonly [low: number, high: number])[];
  /** Whether a value holds until the next one. */
  readonly isSteps?: boolean;
  /** Whether points are marked. */
  readonly hasMarkers?: boolean;
}

/** A point of a series, with the band around it. */
export type Spot = readonly [x: number, y: number, low: number, high: number];
