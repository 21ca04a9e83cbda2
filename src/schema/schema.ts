import type { Backbone } from '../image/backbone.js';
import type { RegressionLoss, TaskKind, TaskShape } from '../util/task-kind.js';
import type { CodePart } from './code-part.js';
import type { ListSeparator } from './list-items.js';
import type { MissingRule } from './missing-rule.js';
import type { UnitFamily } from './units.js';

/** What a column is taken for. */
export const COLUMN_KINDS = [
  'numeric',
  'categorical',
  'boolean',
  'datetime',
  'text',
  'list',
  'image',
  'ignored',
] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];
/** What a column is for. The column that orders rows by time is a feature like any other. */
export type ColumnRole = 'feature' | 'label' | 'weight' | 'group';

/** What stands before a number's fraction. */
export type DecimalMark = '.' | ',';

/** How the cells of a numeric column are written; a plain number is read under any format. */
export interface NumericParser {
  readonly kind: 'numeric';
  readonly decimal: DecimalMark;
  /** The currency sign or code before or after the number, or ''. */
  readonly currency: string;
  /** Whether digits are grouped in threes. */
  readonly thousands: boolean;
  readonly percent: boolean;
  /** Whether `(12)` is −12, as accountants write it. */
  readonly accounting: boolean;
  /** The unit behind the number, as in `23.4 kmpl`, or ''. */
  readonly unit: string;
  /** Whether cells that cannot be read with this decimal mark are read with the other one. @default false */
  readonly eitherMark?: boolean;
  /** The family of the unit, where others of it are turned into it. @default none */
  readonly family?: UnitFamily;
  /** A unit, currency or % of training's cells that cannot be turned into that of the others: they are missing. @default none */
  readonly refused?: string;
  /** Whether an `m` among times is a month, not a minute. @default false */
  readonly months?: boolean;
  /** Whether `1.2k` is 1200 and `3 Mio.` 3,000,000. @default false */
  readonly factors?: boolean;
  /** Whether `70 CR` is a credit, −70. @default false */
  readonly credits?: boolean;
  /** Whether `57%` is 0.57. @default false */
  readonly shares?: boolean;
  /** Whether bounds and what is about right are numbers: `<0.05`, `40+`, `~12`. @default false */
  readonly bounds?: boolean;
  /** Whether marks of footnotes behind numbers are left out: `12*`, `12[1]`. @default false */
  readonly footnotes?: boolean;
  /** Whether `12-` is −12. @default false */
  readonly trailingMinus?: boolean;
  /** Whether cells are such as `0x1F`. @default false */
  readonly hexadecimal?: boolean;
  /** What else is a number in this column alone. @default nothing */
  readonly form?: LooseForm;
  /** Whether cells of training say which of their two numbers is which, as `POINT(10 59)`. @default false */
  readonly directed?: boolean;
  /** Whether in cells that do not say so the second number comes first: found when predicting. @default false */
  readonly turned?: boolean;
  /** What cells tell besides their value, as features. @default nothing, as in models that were saved without it */
  readonly parts?: readonly NumberPart[];
}

/** Names of two numbers in one cell. */
export const END_NAMES = [
  ['first', 'second'],
  ['from', 'to'],
  ['x', 'y'],
  ['latitude', 'longitude'],
  ['longitude', 'latitude'],
] as const;

/** One of two numbers, or on which side of the number the truth is: −1 of `<5`, 1 of `5+`, else 0. */
export type NumberPart = (typeof END_NAMES)[number][number] | 'bound';

/**
 * Numbers that would be something else elsewhere: `36:15:00` as a duration, `5'52"` as minutes and seconds, `10-19` as its
 * middle (among open ranges `65-` is a bound), `3/4`, `120/80` and `(59.9, 10.8)` as a mean.
 */
export type LooseForm = 'clock' | 'primes' | 'open-range' | 'range' | 'fraction' | 'pair' | 'point';

/**
 * The order of a date's parts, or that there is only a time, a month, quarter or week, a year, digits alone as in
 * `20240131`, or a count of days or since 1970.
 */
export type DatetimeOrder =
  | 'year-first'
  | 'month-first'
  | 'day-first'
  | 'time'
  | 'period'
  | 'year'
  | 'compact'
  | 'excel-serial'
  | 'epoch-seconds'
  | 'epoch-milliseconds'
  | 'epoch-microseconds'
  | 'epoch-nanoseconds';

/** Dates and times, read as milliseconds since 1970, in UTC where no zone is written. */
export interface DatetimeParser {
  readonly kind: 'datetime';
  readonly order: DatetimeOrder;
  /** Orders of cells that the first does not read, no two of which read a cell otherwise. @default none */
  readonly also?: readonly DatetimeOrder[];
  /** How cells are written, as told: `dd/mm/yyyy HH:MM`. @default by their order */
  readonly format?: string;
  /** The first of the hundred years that years of two digits are of. @default 1970 */
  readonly since?: number;
  /** The language of months whose names mean others elsewhere. @default by most languages */
  readonly months?: 'croatian';
  /** Whether dates of the year 9999 stand for none. @default false, as in models that were saved without it */
  readonly sentinels?: boolean;
}

/** What a column is told to be: a kind, or how its dates are written, or how 1234.5 is. */
export type ToldKind = ColumnKind | `datetime:${string}` | `numeric:${string}`;

/** Free text, kept as it is. */
export interface TextParser {
  readonly kind: 'text';
}

/** Lists of items, which are told by their places here, in order of code points; others are not known. */
export interface ListParser {
  readonly kind: 'list';
  readonly separator: ListSeparator;
  readonly items: readonly string[];
}

/** Pictures: paths of their files, or the files themselves as base64; each is averaged to a square of `side` pixels. */
export interface ImageParser {
  readonly kind: 'image';
  readonly side: number;
  /** Whether cells of training hold several, with `;` between them. @default false */
  readonly several?: boolean;
  /** What makes numbers of them, besides what is learned of the pictures themselves. @default nothing */
  readonly backbone?: Backbone;
}

/** Levels in order of code points; the code of a level is its place here. */
export interface CategoricalParser {
  readonly kind: 'categorical';
  readonly levels: readonly string[];
  /** The part of each cell that is its level. @default the whole cell */
  readonly part?: CodePart | undefined;
  /** Whether the levels stand in an order that means something, the least first. @default false */
  readonly isOrdered?: boolean | undefined;
  /** Other spellings of levels. @default none */
  readonly spellings?: Readonly<Record<string, string>> | undefined;
}

/** Texts (in lower case) for 1 and for 0. */
export interface BooleanParser {
  readonly kind: 'boolean';
  readonly yes: string;
  readonly no: string;
}

/** How to read the cells of a column, as data: found when fitting, obeyed when predicting. */
export type Parser =
  | NumericParser
  | CategoricalParser
  | BooleanParser
  | DatetimeParser
  | TextParser
  | ListParser
  | ImageParser;

/** What the whole column showed. */
export interface Evidence {
  /** Why the column has its kind, for people. */
  readonly reason: string;
  readonly missing: number;
  readonly distinct: number;
  /** Whether that is an estimate. @default false */
  readonly isAbout?: boolean | undefined;
  /** Rows that hold something that is neither read nor a word for none by itself: the reason says what counts as missing. @default 0 */
  readonly unread?: number | undefined;
  /** What may be meant otherwise, with the option that says so; told when fitting. */
  readonly doubt?: string | undefined;
}

/** What the numbers of a column were when it was fitted to. */
export interface NumberRange {
  readonly low: number;
  readonly high: number;
  readonly isWhole: boolean;
  /** Of ranges, whether all middles are whole or halves, as those of whole ends are. @default not known */
  readonly areHalves?: boolean;
}

/** What all dates of a column said of their clocks when it was fitted to. */
export interface ClockSigns {
  /** Whether every one had a time zone, or none. @default some had, or it is not known */
  readonly zones?: 'all' | 'none';
  /** Whether every one had a time of day, not midnight alone. @default not all, or it is not known */
  readonly times?: 'all';
}

export interface ColumnSchema {
  /** What its cells mean beside what they always do; absent where that is all. */
  readonly missing?: MissingRule | undefined;
  readonly name: string;
  readonly role: ColumnRole;
  readonly kind: ColumnKind;
  /** Absent for ignored columns. */
  readonly parser: Parser | null;
  readonly evidence: Evidence;
  /** Whether it is used only where it tells something of the training rows: it may be a key. @default false */
  readonly isDoubtful?: boolean | undefined;
  /** Of numbers; tells apart what the cells of other rows may mean. @default not known */
  readonly range?: NumberRange | undefined;
  /** Of dates; tells whether those of other rows lack a zone or a time, or have one. @default not known */
  readonly clock?: ClockSigns | undefined;
}

export interface Task {
  readonly kind: TaskKind;
  /** Why, and how to override it. */
  readonly reason: string;
  /** Class names; empty for regression. */
  readonly classes: readonly string[];
  /** Whether the classes stand in an order that means something, the least first. @default not known */
  readonly isOrdered?: boolean | undefined;
  /** The positive class of a binary task, else null. */
  readonly positive: string | null;
  /** What training on numbers minimises, as told. @default squares */
  readonly loss?: RegressionLoss | undefined;
  /** Of a quantile task: in (0, 1), ascending. */
  readonly quantiles?: readonly number[] | undefined;
}

/** All that reading a file of this kind needs. */
export interface Schema {
  /** Whether files name their columns in the first line; else they are c1, c2, … */
  readonly header: boolean;
  readonly label: string;
  readonly task: Task;
  /** The column by which rows are ordered in time and how it is read, or null. */
  readonly time: { readonly name: string; readonly parser: Parser } | null;
  readonly columns: readonly ColumnSchema[];
}

/** The columns that a model may use, in the order of the training file. */
export function featureColumns(schema: Schema): readonly ColumnSchema[] {
  return schema.columns.filter((column) => column.role === 'feature' && column.kind !== 'ignored');
}

/** The task as the numeric parts see it. */
export function taskShape(task: Task): TaskShape {
  const { kind, classes, positive, loss, quantiles = [] } = task;
  if (kind === 'regression') return { kind, classes: 0, ...(loss && { loss }) };
  if (kind === 'quantile') return { kind, classes: 0, quantiles };
  if (kind === 'multiclass') return { kind, classes: classes.length };
  return { kind, classes: classes.length, positive: classes.indexOf(positive ?? '') };
}
