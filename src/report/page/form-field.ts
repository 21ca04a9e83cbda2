import type { ColumnSpread } from '../../predictor/column-spreads.js';
import type { PredictorState } from '../../predictor/predictor-state.js';
import { listText } from '../../schema/list-items.js';
import { missingUnder } from '../../schema/missing-tokens.js';
import {
  type ColumnSchema,
  featureColumns,
  type ListParser,
  type Parser,
} from '../../schema/schema.js';
import type { FormPictures } from './form-picture.js';

/** What a field holds: a number or several, moments in milliseconds, the code of a level, a text, pictures; null where it is not known. */
export type FormValue = number | string | FormNumbers | FormPictures | null;

/** A number with what its cell tells besides, in the order of the parser: both ends of a pair, the side of a bound. */
export interface FormNumbers {
  readonly kind: 'numbers';
  readonly value: number;
  readonly parts: readonly number[];
}

/** One column of the schema, as a form asks for it. */
export type FormField = NumberField | MomentField | LevelField | TextField | PictureField;

interface AnyField {
  readonly name: string;
  /** What stands there at first: the median, or what most rows have. */
  readonly start: FormValue;
}

/** What most training rows lie in, and all of them; undefined where it is not known. */
export interface SeenRange {
  /** The 1 % and the 99 % quantile. */
  readonly low: number;
  readonly high: number;
  readonly least: number;
  readonly greatest: number;
}

export interface NumberField extends AnyField {
  readonly kind: 'number';
  readonly unit: string;
  readonly range: SeenRange | undefined;
  /** Of the slider. */
  readonly step: number;
}

export interface MomentField extends AnyField {
  readonly kind: 'moment';
  readonly input: 'date' | 'datetime-local' | 'time';
  readonly range: SeenRange | undefined;
}

export interface LevelField extends AnyField {
  readonly kind: 'level';
  /** In the order of their meaning where they have one, else the most frequent first. */
  readonly levels: readonly FormLevel[];
}

export interface FormLevel {
  readonly code: number;
  readonly label: string;
}

/** A text, or the items of a list as a cell holds them. */
export interface TextField extends AnyField {
  readonly kind: 'text';
  readonly isList: boolean;
  /** Of a list, those that are known, as a cell holds each; the most frequent first. */
  readonly items: readonly string[];
}

export interface PictureField extends AnyField {
  readonly kind: 'picture';
  /** Pixels a side of what models see. */
  readonly side: number;
  readonly several: boolean;
}

const DAY = 86_400_000;
/** Places that a slider has at least. */
const PLACES = 200;

/** The fields of a predictor, in the order of its columns. */
export function formFields({
  schema,
  spreads = [],
  rows,
  preprocessors,
}: Pick<PredictorState, 'schema' | 'spreads' | 'rows' | 'preprocessors'>): readonly FormField[] {
  const byName = new Map(spreads.map((spread) => [spread.name, spread]));
  const timed = timedColumns(preprocessors);
  return featureColumns(schema).flatMap((column) => {
    const { name, parser } = column;
    return parser ? [fieldOf(column, parser, byName.get(name), rows, timed.has(name))] : [];
  });
}

/** Names of columns of moments at different times of day, as models see them. */
function timedColumns(preprocessors: PredictorState['preprocessors']): ReadonlySet<string> {
  const steps = preprocessors.flatMap(({ columns }) => columns);
  return new Set(
    steps.flatMap((step) =>
      step.kind === 'datetime' && step.parts.parts.includes('hour') ? [step.source] : [],
    ),
  );
}

function fieldOf(
  column: ColumnSchema,
  parser: Parser,
  spread: ColumnSpread | undefined,
  rows: number,
  hasTimes: boolean,
): FormField {
  const { name, range: seen } = column;
  const counts = spread?.kind === 'counts' ? spread.counts : new Int32Array();
  const quantiles = spread?.kind === 'numbers' ? spread.quantiles : new Float64Array();
  switch (parser.kind) {
    case 'numeric':
      return numberField(name, unitOf(parser), quantiles, seen?.isWhole ?? false);
    case 'datetime': {
      const input = parser.order === 'time' ? 'time' : momentInput(quantiles, hasTimes);
      const start = rounded(quantiles[50], input === 'date' ? DAY : 1000);
      return { kind: 'moment', name, start, input, range: rangeOf(quantiles) };
    }
    case 'boolean':
      return levelField(name, [parser.no, parser.yes], counts, false);
    case 'categorical':
      return levelField(name, parser.levels, counts, parser.isOrdered ?? false);
    case 'list':
      return listField(column, parser, counts, rows);
    case 'text':
      return { kind: 'text', name, start: null, isList: false, items: [] };
    case 'image': {
      const { side, several = false } = parser;
      return { kind: 'picture', name, start: null, side, several };
    }
  }
}

function numberField(
  name: string,
  unit: string,
  quantiles: Float64Array,
  isWhole: boolean,
): NumberField {
  const range = rangeOf(quantiles);
  const fine = range ? niceStep((range.high - range.low) / PLACES) : 1;
  const step = isWhole ? Math.max(1, Math.round(fine)) : fine;
  const start = rounded(quantiles[50], isWhole ? 1 : step / 10);
  return { kind: 'number', name, start, unit, range, step };
}

function unitOf(parser: Parser & { readonly kind: 'numeric' }): string {
  return parser.unit || parser.currency || (parser.percent && !parser.shares ? '%' : '');
}

function rangeOf(quantiles: Float64Array): SeenRange | undefined {
  if (quantiles.length === 0) return undefined;
  const [least = 0, low = 0] = quantiles;
  const [high = 0, greatest = 0] = quantiles.slice(-2);
  // Of a column that is nearly always the same, all that was seen.
  return high > low
    ? { least, low, high, greatest }
    : { least, low: least, high: greatest, greatest };
}

/** The first and the last moment are of rows; those between may lie between two. */
function momentInput(quantiles: Float64Array, hasTimes: boolean): 'date' | 'datetime-local' {
  const ends = [...quantiles.subarray(0, 1), ...quantiles.subarray(-1)];
  return !hasTimes && ends.every((moment) => moment % DAY === 0) ? 'date' : 'datetime-local';
}

function levelField(
  name: string,
  levels: readonly string[],
  counts: Int32Array,
  isOrdered: boolean,
): LevelField {
  const common = byFrequency(levels, counts);
  const shown = isOrdered ? common.toSorted((a, b) => a.code - b.code) : common;
  return { kind: 'level', name, start: common[0]?.code ?? null, levels: shown };
}

/** It starts with the items that most rows have, else with the most frequent one. */
function listField(
  { name, missing }: ColumnSchema,
  { items: known, separator }: ListParser,
  counts: Int32Array,
  rows: number,
): TextField {
  const common = byFrequency(known, counts);
  const text = (own: readonly FormLevel[]) =>
    listText(
      separator,
      own.map(({ label }) => label),
      missingUnder(missing),
    );
  const often = common.filter(({ code }) => 2 * (counts[code] ?? 0) > rows).length;
  const most = counts.length === 0 ? 0 : Math.max(1, often);
  const start = text(common.slice(0, most));
  const items = common.map((item) => text([item]));
  return { kind: 'text', name, start: start || null, isList: true, items };
}

function byFrequency(labels: readonly string[], counts: Int32Array): FormLevel[] {
  const levels = labels.map((label, code) => ({ label, code }));
  return levels.sort((a, b) => (counts[b.code] ?? 0) - (counts[a.code] ?? 0) || a.code - b.code);
}

/** The next larger of 1, 2 and 5 times a power of ten. */
export function niceStep(size: number): number {
  if (!(size > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(size));
  const times = [1, 2, 5].find((own) => own * power >= size * (1 - 1e-9)) ?? 10;
  return times * power;
}

function rounded(value: number | undefined, step: number): number | null {
  if (value === undefined) return null;
  // Twelve digits: what rounding to a step leaves behind them is noise.
  return Number((Math.round(value / step) * step).toPrecision(12));
}
