import type { Settings } from '../options/options.js';
import { findLabel, known } from '../schema/find-column.js';
import type { SchemaOptions } from '../schema/infer-schema.js';
import { columnAndToken, tellsOf } from '../schema/missing-rules.js';
import type { ColumnSchema } from '../schema/schema.js';
import { toldName } from '../schema/told-name.js';
import { firstRows } from '../table/first-rows.js';
import { checkPlace } from '../table/place.js';
import type { RawTable } from '../table/raw-table.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { type FitData, layOut } from './lay-out-data.js';

/** Rows whose constant is found in time, whatever was read. */
const MOST_ROWS = 250_000;

/**
 * What is left where there was no time for more: no column is judged but the label and those that say how much rows count and
 * which of them judge. Throws an AutofitError where that is not enough, and for names of what there is not.
 */
export async function labelsAlone(raw: RawTable, settings: Settings): Promise<FitData> {
  const { signal, onProgress } = settings;
  const why = signal?.aborted ? 'stopped' : 'the time was up';
  const when = raw.isCut ? 'before all was read' : 'before the columns were judged';
  // Rows that name their own columns may name others further down.
  if (!(raw.isCut && raw.isOpen)) checkNames(raw, settings);
  await checkSources(settings);
  try {
    const head = firstRows(raw, MOST_ROWS);
    const { data, left } = await laidOut(head, settings);
    const laid = new Map(data.schema.columns.map((column) => [column.name, column]));
    const judged = (name: string) => {
      const column = laid.get(name);
      return column && column.role !== 'feature' ? column : unjudged(name, why);
    };
    const columns = raw.columns.map(({ name }) => judged(name));
    const rows = countOf(data.table.rows, 'row');
    const first = head.rows < raw.rows ? 'the first ' : '';
    const of = head.rows < raw.rows ? `of the ${countOf(raw.rows, 'row')} that were read, ` : '';
    const fitted = `${of}the constant of ${first}${rows} is all that is fitted`;
    const message = [`${why} ${when}: ${fitted}`, ...notKept(settings), ...left].join('; ');
    onProgress({ kind: 'warning', message });
    return { ...data, schema: { ...data.schema, columns }, isCut: true };
  } catch (thrown) {
    if (!(thrown instanceof AutofitError)) throw thrown;
    const verb = raw.rows === 1 ? 'is' : 'are';
    const enough = `${countOf(raw.rows, 'row')} ${verb} not enough`;
    const message = `${why} ${when}, and ${enough}: ${thrown.message}`;
    throw new AutofitError('TIME_UP', message, signal?.aborted ? {} : { hint: 'Give more time.' });
  }
}

/** What is still told of data, of which there may be labels alone. */
export function settingsFor({ isCut }: FitData, settings: Settings): Settings {
  return isCut ? withoutMore(settings) : settings;
}

/** Throws an AutofitError for an option that names what is no column: of most columns nothing asks any more. */
function checkNames(raw: RawTable, { schema, monotone = {} }: Settings): void {
  const { label, weight, group, time, ignore, types, order = {}, missing = [], keep = [] } = schema;
  findLabel(raw, label);
  const names = raw.columns.map(({ name }) => name);
  const told = {
    weight: [weight],
    group: [group],
    timeColumn: [time],
    ignore,
    types: Object.keys(types),
    order: Object.keys(order),
    monotone: Object.keys(monotone),
  };
  for (const [option, own] of Object.entries(told)) {
    for (const name of own) if (name !== undefined) known(name, names, option);
  }
  for (const text of missing) columnAndToken('missing', text, names);
  for (const text of keep) columnAndToken('keep', text, names);
}

/** Throws an AutofitError for other files that are not there, though they are not read. */
async function checkSources({ validation, test, backbone }: Settings): Promise<void> {
  for (const source of [validation, test, backbone]) {
    if (typeof source === 'string') await checkPlace(source);
  }
}

/** What is told in vain, for people. */
function notKept({ validation, test, honest, classWeights }: Settings): readonly string[] {
  return [
    ...(validation === undefined ? [] : ['some of them judge it, and none of `validation`']),
    ...(test === undefined && !honest ? [] : ['no test row is scored']),
    ...(classWeights === undefined ? [] : ['`classWeights` do not count']),
  ];
}

/** The mistakes of rows of one time, and of one group. */
const OF_ONE = new Set(['ONE_TIME', 'SMALL_TABLE']);

interface LaidOut {
  readonly data: FitData;
  /** What was told in vain, for people. */
  readonly left: readonly string[];
}

/** By costs, which may name classes that stand further down: then mistakes cost alike, which is told. */
async function laidOut(head: RawTable, settings: Settings): Promise<LaidOut> {
  try {
    return await laidByUnits(head, settings);
  } catch (thrown) {
    if (!(thrown instanceof AutofitError && thrown.code === 'BAD_COSTS')) throw thrown;
    const { data, left } = await laidByUnits(head, { ...settings, costs: undefined });
    return { data, left: [...left, `mistakes cost alike (${thrown.message.replace(/\.$/, '')})`] };
  }
}

/** By group and time, which the first rows of a sorted file may all share: then they are dealt without, which is told. */
async function laidByUnits(head: RawTable, settings: Settings): Promise<LaidOut> {
  const { group, time } = settings.schema;
  const lay = async (own: SchemaOptions) => {
    const { kept, options } = withoutFeatures(head, own);
    const { data } = await layOut(
      kept,
      { ...withoutMore(settings), schema: options },
      new AbortController().signal,
    );
    return data;
  };
  try {
    return { data: await lay(settings.schema), left: [] };
  } catch (thrown) {
    const isOfOne = thrown instanceof AutofitError && OF_ONE.has(thrown.code);
    if (!isOfOne || (group === undefined && time === undefined)) throw thrown;
    const data = await lay({ ...settings.schema, group: undefined, time: undefined });
    const names = [
      group === undefined ? [] : ['`group`'],
      time === undefined ? [] : ['`timeColumn`'],
    ];
    return { data, left: [`which of them judge it is not told by ${names.flat().join(' and ')}`] };
  }
}

/** Without what needs other rows, features or classes that may stand further down. */
function withoutMore(settings: Settings): Settings {
  return {
    ...settings,
    honest: false,
    test: undefined,
    validation: undefined,
    monotone: undefined,
    classWeights: undefined,
    backbone: undefined,
  };
}

function withoutFeatures(raw: RawTable, options: SchemaOptions) {
  const { missing = [], keep = [] } = options;
  const label = findLabel(raw, options.label);
  // Columns have names of their own, whatever was typed.
  const all = raw.columns.map(({ name }) => name);
  const [weight, group, time] = [options.weight, options.group, options.time].map(
    (name) => name && toldName(name, all),
  );
  const told = [label, weight, group, time];
  const columns = raw.columns.filter(({ name }) => told.includes(name));
  const names = columns.map(({ name }) => name);
  const types = Object.fromEntries(
    Object.entries(options.types)
      .map(([name, kind]) => [toldName(name, all) ?? '', kind] as const)
      .filter(([name]) => names.includes(name)),
  );
  const rules = {
    missing: missing.filter((text) => tellsOf(text, names)),
    keep: keep.filter((text) => tellsOf(text, names)),
  };
  // It orders rows, and would be a feature too.
  const ignore = time === undefined ? [] : [time];
  return {
    kept: { ...raw, columns },
    options: { ...options, label, weight, group, time, types, order: {}, ...rules, ignore },
  };
}

function unjudged(name: string, why: string): ColumnSchema {
  const evidence = { reason: `${why} before it was judged`, missing: 0, distinct: 0 };
  return { name, role: 'feature', kind: 'ignored', parser: null, evidence };
}
