import type { DetectorState } from '../detect/detector-state.js';
import type { ColumnSpread } from '../predictor/column-spreads.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import type { CodePart } from '../schema/code-part.js';
import { momentText } from '../schema/moment-text.js';
import { endsOf } from '../schema/number-parts.js';
import { type ColumnKind, featureColumns, type NumberPart, type Parser } from '../schema/schema.js';
import type { TaskKind } from '../util/task-kind.js';

/** What a model takes and answers, for programs. */
export interface ModelSchema {
  readonly label: string;
  readonly task: TaskKind | 'detection';
  /** In the order of probabilities; empty for regression. */
  readonly classes: readonly string[];
  readonly positive: string | null;
  readonly metric: string;
  /** Rows that it was fitted to. */
  readonly rows: number;
  readonly columns: readonly FieldSchema[];
  /** The share of rows that intervals, or sets of classes, cover; answers have them then. */
  readonly intervals?: number;
  /** Ascending, where each has an answer. */
  readonly quantiles?: readonly number[];
}

/** A column that requests must have. */
export interface FieldSchema {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Of categories; other levels are taken too. */
  readonly levels?: readonly string[];
  /** Of whole codes, of which this part alone counts: the levels are parts. */
  readonly part?: CodePart;
  /** Of cells that hold two numbers, such as 120/80, which they are. */
  readonly numbers?: readonly NumberPart[];
  /** Of lists. */
  readonly items?: readonly string[];
  /** What says yes and what says no. */
  readonly words?: readonly [yes: string, no: string];
  /** The least and the greatest that training had: numbers, or moments in ISO 8601, of times of day alone those. */
  readonly range?: readonly [number, number] | readonly [string, string];
  readonly unit?: string;
  /** How dates are written: the order of their parts. */
  readonly order?: string;
  /** An ordinary value. */
  readonly example?: number | string;
}

export function modelSchema(state: PredictorState): ModelSchema {
  const { schema, metric, rows, uncertainty } = state;
  const { kind, classes, positive, quantiles } = schema.task;
  const spreads = new Map((state.spreads ?? []).map((spread) => [spread.name, spread]));
  const columns = featureColumns(schema).map(({ name, kind: own, parser }): FieldSchema => {
    if (!parser) throw new Error(`no parser for column ${name}`);
    return { name, kind: own, ...detailsOf(parser, spreads.get(name)) };
  });
  return {
    label: schema.label,
    task: kind,
    classes,
    positive,
    metric,
    rows,
    columns,
    ...(uncertainty && { intervals: uncertainty.coverage }),
    ...(quantiles && { quantiles }),
  };
}

/** The same of a detector: it takes pictures, and answers boxes. */
export function detectorSchema({ classes, pictures }: DetectorState): ModelSchema {
  const columns = [{ name: 'image', kind: 'image' }] as const;
  const metric = 'mAP50';
  return {
    label: 'boxes',
    task: 'detection',
    classes,
    positive: null,
    metric,
    rows: pictures,
    columns,
  };
}

function detailsOf(parser: Parser, spread: ColumnSpread | undefined): Partial<FieldSchema> {
  switch (parser.kind) {
    case 'categorical': {
      const { levels, part } = parser;
      if (part !== undefined) return { part, levels };
      const example = levels[mostFrequent(spread)];
      return { levels, ...(example !== undefined && { example }) };
    }
    case 'list':
      return { items: parser.items };
    case 'boolean':
      return { words: [parser.yes, parser.no], example: parser.yes };
    case 'numeric': {
      const { unit: own, currency, percent, shares } = parser;
      const unit = own || currency || (percent && !shares ? '%' : '');
      // What is known of both numbers of a cell is their mean.
      const numbers = endsOf(parser);
      const told = numbers.length > 0 ? { numbers } : numbersOf(spread);
      return { ...told, ...(unit && { unit }) };
    }
    case 'datetime':
      return {
        order: parser.format ?? parser.order,
        ...momentsOf(spread, parser.order === 'time'),
      };
    case 'text':
    case 'image':
      return {};
  }
}

function numbersOf(spread: ColumnSpread | undefined): Partial<FieldSchema> {
  const [low, middle, high] = quantilesOf(spread) ?? [];
  if (low === undefined || middle === undefined || high === undefined) return {};
  return { range: [low, high], example: middle };
}

function momentsOf(spread: ColumnSpread | undefined, isClock: boolean): Partial<FieldSchema> {
  const moments = quantilesOf(spread)?.map((moment) => new Date(moment));
  if (!moments || moments.some((moment) => Number.isNaN(moment.getTime()))) return {};
  const [low = '', , high = ''] = moments.map((moment) =>
    isClock ? (momentText(moment.getTime(), true) ?? '') : moment.toISOString(),
  );
  return { range: [low, high] };
}

function quantilesOf(spread: ColumnSpread | undefined): readonly number[] | undefined {
  if (spread?.kind !== 'numbers' || spread.quantiles.length === 0) return undefined;
  const { quantiles } = spread;
  return [0, quantiles.length >> 1, quantiles.length - 1].map((place) => quantiles[place] ?? 0);
}

function mostFrequent(spread: ColumnSpread | undefined): number {
  if (spread?.kind !== 'counts') return 0;
  return spread.counts.reduce(
    (best, count, i) => (count > (spread.counts[best] ?? 0) ? i : best),
    0,
  );
}
