import { LABEL_COLUMN } from '../table/picture-columns.js';
import type { RawTable } from '../table/raw-table.js';
import { AutofitError } from '../util/errors.js';
import { atOnce, mapInSteps, type Steps } from '../util/steps.js';
import { isOfNumbers } from '../util/task-kind.js';
import { type ColumnProfile, profileColumn } from './column-profile.js';
import { withoutTwins } from './column-twins.js';
import { doubtClasses } from './doubt-alike.js';
import { withZoneDoubt } from './doubt-zones.js';
import { findLabel, known } from './find-column.js';
import type { PictureFinding } from './find-pictures.js';
import { inferColumn } from './infer-column.js';
import { mayBeNumeric, shownDecimal } from './infer-number-format.js';
import { type RoleOptions, roleColumn, roleColumns, timeColumn } from './infer-roles.js';
import { inferTask, type TaskOptions } from './infer-task.js';
import { doubtLabels } from './judge-numbers.js';
import { hasShortYears, latestYear } from './latest-year.js';
import { type MissingOptions, missingRules } from './missing-rules.js';
import { withRange } from './number-range.js';
import {
  COLUMN_KINDS,
  type ColumnSchema,
  type DecimalMark,
  type Parser,
  type Schema,
  type Task,
  type ToldKind,
} from './schema.js';
import { toldFormat } from './told-dates.js';
import { numbersTold, toldDecimal } from './told-numbers.js';
import { unitsRow } from './units-row.js';
import { withClock } from './with-clock.js';

export interface KindOptions extends MissingOptions {
  /** Kinds that override what the cells say. @default {} */
  readonly types: Readonly<Record<string, ToldKind>>;
  /** Columns to leave out. @default [] */
  readonly ignore: readonly string[];
  /** Levels of columns, or classes of the label, in their order, the least first. @default {} */
  readonly order?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Columns whose cells seem to name pictures, as findPictures gives them. @default none */
  readonly pictures?: ReadonlyMap<string, PictureFinding> | undefined;
}

export interface SchemaOptions extends TaskOptions, KindOptions, RoleOptions {
  /** The label's name, or its place counted from 1. */
  readonly label: string;
}

/** Judges every column by all of its cells, and the task by the label; the profiles may be known. */
export function inferSchema(
  raw: RawTable,
  options: SchemaOptions,
  profiles?: readonly ColumnProfile[],
): Schema {
  return atOnce(inferSchemaInSteps(raw, options, profiles));
}

/** As inferSchema, a step for each column. */
export function* inferSchemaInSteps(
  raw: RawTable,
  options: SchemaOptions,
  given?: readonly ColumnProfile[],
): Steps<Schema> {
  if (raw.rows < 2) {
    throw new AutofitError('ONE_ROW', `${raw.source} has one row: nothing can be learned from it.`);
  }
  const label = findLabel(raw, options.label);
  const profiles = given ?? (yield* profileColumns(raw, options, label));
  const labelProfile = profiles.find((profile) => profile.name === label);
  if (!labelProfile) throw new Error(`no profile of the label ${label}`);
  const areFolders = raw.isPictureFolder && label === LABEL_COLUMN;
  const names = raw.columns.map((column) => column.name);
  const kinds = toldKinds(options.types, names);
  const told = kinds.get(label);
  const decimal = usualDecimal(profiles);
  const order = toldOrders(options.order, names).get(label);
  const reading = { told, decimal, order, unitsRow: () => unitsRow(raw) };
  const task = inferTask(labelProfile, { ...options, areFolders, ...reading });
  const roles = roleColumns(options, label, names);
  const judged = yield* judgeColumns(raw, profiles, options, (profile, decimal, told) => {
    if (profile === labelProfile) return labelColumn(profile, task, decimal, told);
    const role = roles.get(profile.name);
    return role && roleColumn(profile, role, decimal, told);
  });
  const columns = yield* mapInSteps(judged, (column, place) => {
    const profile = profiles[place];
    if (!profile) return column;
    const doubted = withZoneDoubt(column, profile, raw.hasMoments);
    return withClock(withRange(doubted, profile), profile, raw);
  });
  const time = options.time === undefined ? null : known(options.time, names, 'timeColumn');
  const timeParser = columns.find(({ name }) => name === time)?.parser;
  return {
    header: raw.header,
    label,
    task,
    time:
      time === null
        ? null
        : timeParser?.kind === 'datetime'
          ? { name: time, parser: timeParser }
          : timeColumn(profiles, time, decimal, kinds.get(time)),
    columns,
  };
}

/** Counts the cells of every column, as far as they are told to be missing or not, a step for each. */
export function profileColumns(
  raw: RawTable,
  options: MissingOptions,
  label?: string,
): Steps<readonly ColumnProfile[]> {
  const rules = missingRules(raw, options, label);
  return mapInSteps(raw.columns, (column) => profileColumn(column, rules.get(column.name)));
}

/** Judges every column as a feature. */
export function inferColumns(
  raw: RawTable,
  options: KindOptions,
  profiles: readonly ColumnProfile[] = atOnce(profileColumns(raw, options)),
): readonly ColumnSchema[] {
  return atOnce(judgeColumns(raw, profiles, options, () => undefined));
}

function* judgeColumns(
  raw: RawTable,
  profiles: readonly ColumnProfile[],
  { ignore, types, order, pictures }: KindOptions,
  judged: (
    profile: ColumnProfile,
    decimal: DecimalMark,
    told: ToldKind | undefined,
  ) => ColumnSchema | undefined,
): Steps<readonly ColumnSchema[]> {
  const names = raw.columns.map((column) => column.name);
  const ignored = new Set(ignore.map((name) => known(name, names, 'ignore')));
  const told = toldKinds(types, names);
  const orders = toldOrders(order, names);
  const decimal = usualDecimal(profiles);
  const judgeOne = (profile: ColumnProfile, usesKeys: boolean, latest?: number) => {
    const forced = ignored.has(profile.name) ? 'ignored' : told.get(profile.name);
    const column =
      judged(profile, decimal, told.get(profile.name)) ??
      inferColumn(profile, {
        forced,
        decimal,
        usesKeys,
        order: orders.get(profile.name),
        latest,
        pictures: pictures?.get(profile.name),
      });
    if (orders.has(profile.name) && forced !== 'ignored') checkOrdered(column);
    return profile.rule ? { ...column, missing: profile.rule } : column;
  };
  const judgedAlone = yield* mapInSteps(profiles, (profile) => judgeOne(profile, false));
  const latest = judgedAlone.some(hasShortYears) ? latestYear(judgedAlone, profiles) : undefined;
  const columns =
    latest === undefined
      ? judgedAlone
      : judgedAlone.map((column, i) => {
          const profile = profiles[i];
          return profile && hasShortYears(column) ? judgeOne(profile, false, latest) : column;
        });
  const isUsed = ({ role, kind }: ColumnSchema) => role === 'feature' && kind !== 'ignored';
  // Where keys are all that there is, they may tell something.
  const all = columns.some(isUsed)
    ? columns
    : yield* mapInSteps(profiles, (profile) => judgeOne(profile, true));
  return yield* withoutTwins(all, raw, told);
}

/** Throws an AutofitError for a column whose order nothing would keep. */
function checkOrdered({ name, role, kind }: ColumnSchema): void {
  if ((role === 'feature' || role === 'label') && kind === 'categorical') return;
  const what = role === 'feature' ? kind : `the ${role}`;
  throw new AutofitError('BAD_OPTION', `\`order\` tells of "${name}", which is ${what}.`, {
    hint: 'It is the order of the levels of a categorical feature, or of the classes of the label: leave it out.',
  });
}

/** The orders of levels that are told, by name. */
function toldOrders(
  order: KindOptions['order'] = {},
  names: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(order).map(([name, levels]) => [known(name, names, 'order'), levels]),
  );
}

/** What columns are told to be, by name. Throws an AutofitError for what is no kind. */
function toldKinds(
  types: KindOptions['types'],
  names: readonly string[],
): ReadonlyMap<string, ToldKind> {
  const told = new Map(
    Object.entries(types).map(([name, kind]) => [known(name, names, 'types'), kind]),
  );
  for (const kind of told.values()) {
    const isForm = toldFormat(kind) !== undefined || toldDecimal(kind) !== undefined;
    if (isForm || COLUMN_KINDS.some((own) => own === kind)) continue;
    throw new AutofitError('BAD_OPTION', `\`types\` cannot be "${kind}".`, {
      hint: `It takes one of: ${COLUMN_KINDS.join(', ')}; dates also as datetime:dd/mm/yyyy, numbers by how 1234.5 is written: numeric:1.234,5.`,
    });
  }
  return told;
}

/** The decimal mark of columns that could have either: that of most columns that show it. */
function usualDecimal(profiles: readonly ColumnProfile[]): DecimalMark {
  let [points, commas] = [0, 0];
  for (const profile of profiles) {
    const decimal = mayBeNumeric(profile) ? shownDecimal(profile) : undefined;
    if (decimal === '.') points++;
    if (decimal === ',') commas++;
  }
  return commas > 0 && commas >= points ? ',' : '.';
}

function labelColumn(
  profile: ColumnProfile,
  task: Task,
  decimal: DecimalMark,
  told: ToldKind | undefined,
): ColumnSchema {
  const kind = isOfNumbers(task) ? 'numeric' : 'categorical';
  const form = told && toldDecimal(told) ? told : 'numeric';
  const parser = labelParser(profile, task, decimal, form);
  const doubt =
    parser.kind !== 'numeric'
      ? doubtClasses(profile.name, task.classes)
      : doubtLabels(
          profile,
          numbersTold(profile, form, decimal),
          form === 'numeric' ? decimal : undefined,
        );
  const { missing, distinct } = profile;
  const evidence = {
    reason: task.reason,
    missing,
    distinct,
    ...(doubt !== undefined && { doubt }),
  };
  return {
    name: profile.name,
    role: 'label',
    kind,
    parser,
    evidence,
  };
}

function labelParser(
  profile: ColumnProfile,
  task: Task,
  decimal: DecimalMark,
  forced: ToldKind,
): Parser {
  if (!isOfNumbers(task)) return { kind: 'categorical', levels: task.classes };
  const column = inferColumn(profile, { forced, decimal });
  if (!column.parser) throw new Error('a numeric column without a parser');
  if (column.parser.kind !== 'numeric') return column.parser;
  // What is predicted is one number.
  const { parts: _, ...parser } = column.parser;
  return parser;
}
