import type { RawTable } from '../table/raw-table.js';
import { AutofitError } from '../util/errors.js';
import { nearestName } from '../util/nearest-name.js';
import { type ColumnProfile, profileColumn } from './column-profile.js';
import { inferColumn } from './infer-column.js';
import { inferTask, type TaskOptions } from './infer-task.js';
import type { ColumnKind, ColumnSchema, Parser, Schema, Task } from './schema.js';

export interface SchemaOptions extends TaskOptions {
  /** The label's name, or its place counted from 1. */
  readonly label: string;
  /** Kinds that override what the cells say. @default {} */
  readonly types: Readonly<Record<string, ColumnKind>>;
  /** Columns to leave out. @default [] */
  readonly ignore: readonly string[];
}

/** Judges every column by all of its cells, and the task by the label. */
export function inferSchema(raw: RawTable, options: SchemaOptions): Schema {
  if (raw.rows < 2) {
    throw new AutofitError('ONE_ROW', `${raw.source} has one row: nothing can be learned from it.`);
  }
  const label = findLabel(raw, options.label);
  const names = raw.columns.map((column) => column.name);
  const ignored = new Set(options.ignore.map((name) => known(name, names, 'ignore')));
  const told = new Map(Object.entries(options.types));
  for (const name of told.keys()) known(name, names, 'type');
  const profiles = raw.columns.map(profileColumn);
  const labelProfile = profiles.find((profile) => profile.name === label);
  if (!labelProfile) throw new Error(`no profile of the label ${label}`);
  const task = inferTask(labelProfile, options);
  const columns = profiles.map((profile) => {
    if (profile === labelProfile) return labelColumn(profile, task);
    return inferColumn(profile, ignored.has(profile.name) ? 'ignored' : told.get(profile.name));
  });
  return { label, task, columns };
}

function findLabel(raw: RawTable, label: string): string {
  const names = raw.columns.map((column) => column.name);
  if (names.includes(label)) return label;
  const byPlace = /^\d+$/.test(label) ? names[Number(label) - 1] : undefined;
  if (byPlace !== undefined) return byPlace;
  const nearest = nearestName(label, names);
  const suggestion = nearest ? `Did you mean "${nearest}"? ` : '';
  throw new AutofitError('NO_LABEL', `${raw.source} has no column "${label}".`, {
    file: raw.source,
    hint: `${suggestion}Its columns are: ${names.join(', ')}.`,
  });
}

function known(name: string, names: readonly string[], option: string): string {
  if (names.includes(name)) return name;
  const nearest = nearestName(name, names);
  throw new AutofitError('NO_COLUMN', `--${option} names "${name}", which is not a column.`, {
    hint: nearest ? `Did you mean "${nearest}"?` : `The columns are: ${names.join(', ')}.`,
  });
}

function labelColumn(profile: ColumnProfile, task: Task): ColumnSchema {
  const evidence = { reason: task.reason, missing: profile.missing, distinct: profile.counts.size };
  const kind = task.kind === 'regression' ? 'numeric' : 'categorical';
  return { name: profile.name, role: 'label', kind, parser: labelParser(profile, task), evidence };
}

function labelParser(profile: ColumnProfile, task: Task): Parser {
  if (task.kind !== 'regression') return { kind: 'categorical', levels: task.classes };
  const column = inferColumn(profile, 'numeric');
  if (!column.parser) throw new Error('a numeric column without a parser');
  return column.parser;
}
