import { PICTURE_MEASURES } from '../image/picture-measures.js';
import type { Column, Table } from '../table/table.js';
import { greatestOf } from '../util/extremes.js';
import { differenceCount } from './date-differences.js';
import type { PreprocessingOptions } from './preprocessing-options.js';

export interface FeatureBound {
  /** Columns of the design matrix at most. @default 10000 */
  readonly maxFeatures: number;
  /** Bytes of its dense block at most. @default 1 GiB */
  readonly maxBytes: number;
}

export const featureBoundDefaults: FeatureBound = { maxFeatures: 10_000, maxBytes: 2 ** 30 };

/** Columns that one column of numbers becomes at most: itself and where it is missing. */
const OF_NUMBERS = 2;
/** Thirteen parts of a time with their gap. */
const OF_TIMES = 14;
/** What a column of levels or texts has besides: slots for rare and missing levels, counts of a text. */
const BESIDES = 5;

/** Columns at most where terms are weighed by their classes, by default: one text has all of its terms. */
const WEIGHED_FEATURES = 20_000;

export interface BoundedOptions {
  readonly options: PreprocessingOptions;
  /** What was merged or left out. */
  readonly notes: readonly string[];
}

/**
 * The options under which the design matrix of a table keeps within its bound: first the slots of wide columns are
 * cut, so that rarer levels share one and rarer terms are left out; then columns that tell least are.
 */
export function boundFeatures(
  options: PreprocessingOptions,
  { rows, columns }: Table,
  { maxFeatures, maxBytes }: FeatureBound,
): BoundedOptions {
  const most = Math.max(1, Math.min(maxFeatures, Math.floor(maxBytes / (4 * Math.max(1, rows)))));
  const widths = columns.map((column) => slotsOf(column, options));
  const times = columns.filter(({ kind }) => kind === 'datetime').length;
  const narrow = columns.reduce(
    (sum, column) => sum + narrowWidth(column, options),
    OF_NUMBERS * differenceCount(times),
  );
  const notes: string[] = [];
  const total = narrow + widths.reduce((a, b) => a + b, 0);
  if (total <= maxFeatures && narrow <= most) {
    return { options: withRoom(options, columns, weighedFeatures(maxFeatures) - narrow), notes };
  }
  const cap = largestCap(widths, Math.max(widths.length, maxFeatures - narrow));
  const cut = columns.filter((_, i) => (widths[i] ?? 0) > cap).map(({ name }) => name);
  if (cut.length > 0) {
    const names = cut.slice(0, 3).join(', ') + (cut.length > 3 ? ', …' : '');
    notes.push(
      `up to ${total} features would exceed ${maxFeatures}: ${names} keep their ${cap} commonest levels or terms`,
    );
  }
  const own = {
    ...options,
    oneHot: { ...options.oneHot, maxLevels: Math.min(options.oneHot.maxLevels, cap) },
    embedding: {
      ...options.embedding,
      maxLevels: Math.min(options.embedding.maxLevels, cap),
    },
    text: cappedTerms(options.text, cap),
    lists: { ...options.lists, maxItems: Math.min(options.lists.maxItems, cap) },
  };
  const capped = withRoom(own, columns, weighedFeatures(maxFeatures) - narrow);
  if (narrow <= most) return { options: capped, notes };
  const kept = Math.max(1, Math.floor((columns.length * most) / narrow));
  notes.push(
    `of ${columns.length} columns the ${kept} that tell most of the label are used: more than ${most} features would not fit`,
  );
  return { options: { ...capped, selection: { ...options.selection, most: kept } }, notes };
}

/** Terms that are weighed by their classes may be more, unless fewer features are asked for. */
function weighedFeatures(maxFeatures: number): number {
  return maxFeatures === featureBoundDefaults.maxFeatures ? WEIGHED_FEATURES : maxFeatures;
}

/** Texts share what columns of levels and lists leave of so many slots. */
function withRoom(
  options: PreprocessingOptions,
  columns: readonly Column[],
  slots: number,
): PreprocessingOptions {
  const texts = columns.filter(({ kind }) => kind === 'text').length;
  if (texts === 0) return options;
  const taken = columns.reduce(
    (sum, column) => sum + (column.kind === 'text' ? 0 : slotsOf(column, options)),
    0,
  );
  return { ...options, mostTerms: Math.floor((slots - taken) / texts) };
}

function narrowWidth(column: Column, { images }: PreprocessingOptions): number {
  if (column.kind === 'numeric') return OF_NUMBERS + (column.parts?.length ?? 0);
  if (column.kind === 'image')
    return PICTURE_MEASURES.length + images.components + (column.deep ? images.deep : 0);
  return column.kind === 'datetime' ? OF_TIMES : BESIDES;
}

/** Slots that can be cut. */
function slotsOf(column: Column, { oneHot, text, lists }: PreprocessingOptions): number {
  if (column.kind === 'coded') return Math.min(column.levels, oneHot.maxLevels);
  if (column.kind === 'list') return Math.min(column.items, lists.maxItems);
  return column.kind === 'text' ? text.maxWords + text.maxCharacters : 0;
}

/** The most slots that every column may have so that all together stay within the sum. */
function largestCap(widths: readonly number[], sum: number): number {
  let [low, high] = [1, Math.max(1, greatestOf(widths))];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widths.reduce((total, width) => total + Math.min(width, middle), 0) <= sum) low = middle;
    else high = middle - 1;
  }
  return low;
}

function cappedTerms(
  text: PreprocessingOptions['text'],
  cap: number,
): PreprocessingOptions['text'] {
  const share = Math.min(1, cap / (text.maxWords + text.maxCharacters));
  return {
    ...text,
    maxWords: Math.floor(text.maxWords * share),
    maxCharacters: Math.floor(text.maxCharacters * share),
  };
}
