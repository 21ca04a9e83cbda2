import type { Fold } from '../folds/folds.js';
import type { Settings } from '../options/options.js';
import { MOST_CHARACTERS } from '../preprocessing/text-tf-idf.js';
import { ignoredLabel } from '../schema/find-column.js';
import { judgeLabels } from '../schema/judge-labels.js';
import { type ColumnRole, featureColumns, type Schema } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { rowsBehind } from '../table/text-column.js';
import { countOf } from '../util/count-of.js';
import { checkWeights, classesWithoutWeight } from './check-weights.js';
import { slipOf } from './slip-of.js';

export function tellWeights(
  folds: readonly Fold[],
  table: Table,
  schema: Schema,
  { onProgress }: Settings,
): void {
  const weight = weightColumn(schema);
  const weightless = classesWithoutWeight(table, schema.task.classes, weight);
  for (const message of [...checkWeights(folds, table.weights, weight), ...weightless]) {
    onProgress({ kind: 'warning', message });
  }
}

export function tellLabels(
  { target }: Table,
  { label }: Schema,
  rows: Int32Array | undefined,
  { onProgress }: Settings,
): void {
  if (!(target instanceof Float64Array)) return;
  for (const message of judgeLabels(label, target, rows)) onProgress({ kind: 'warning', message });
}

export function tellColumns(
  schema: Schema,
  { target = new Float64Array(), columns }: Table,
  settings: Settings,
): void {
  const tell = (message: string) => settings.onProgress({ kind: 'note', message });
  for (const message of ignoredLabel(schema.label, settings.schema.ignore, schema.columns))
    tell(message);
  for (const { name, kind, role, parser, evidence } of schema.columns) {
    const { unread = 0, doubt: message } = evidence;
    // Classes that are one class typed in two ways spoil every score.
    const isOfClasses = role === 'label' && parser?.kind === 'categorical';
    if (message !== undefined) {
      settings.onProgress({ kind: isOfClasses ? 'warning' : 'note', message });
    }
    if (kind === 'ignored') tell(`column "${name}" is not used: ${evidence.reason}`);
    else if (unread > 0) tell(`column "${name}": ${evidence.reason}`);
  }
  for (const column of columns) {
    const long = column.kind === 'text' ? rowsBehind(column, MOST_CHARACTERS) : 0;
    if (long === 0) continue;
    const limit = MOST_CHARACTERS.toLocaleString('en-US');
    tell(
      `column "${column.name}": ${countOf(long, 'row')} longer than ${limit} characters: what is behind is not read`,
    );
  }
  tellClasses(schema.task.classes, target, settings);
  if (featureColumns(schema).length === 0) {
    settings.onProgress({
      kind: 'warning',
      message: 'no column can be used as a feature: only the constant baseline is fitted',
    });
  }
}

function tellClasses(
  classes: readonly string[],
  target: Iterable<number>,
  { onProgress }: Settings,
): void {
  const rows = new Array<number>(classes.length).fill(0);
  for (const code of target) if (code in rows) rows[code] = (rows[code] ?? 0) + 1;
  for (const [code, name] of classes.entries()) {
    if (rows[code] === 1) {
      const message = `class "${name}" has one row: it is trained on, never judged by`;
      onProgress({ kind: 'note', message });
    }
    const meant = slipOf(code, classes, rows);
    if (meant === undefined) continue;
    const [few, many] = [countOf(rows[code] ?? 0, 'row'), countOf(rows[meant] ?? 0, 'row')];
    const message = `class "${name}" (${few}) may be a slip for "${classes[meant]}" (${many}): it is a class of its own unless it is mended in the data`;
    onProgress({ kind: 'warning', message });
  }
}

/** Tells of rows without a time where rows follow in time. */
export function tellTimes({ times }: Table, { time }: Schema, { onProgress }: Settings): void {
  const rows = times?.reduce((count, own) => count + Number(Number.isNaN(own)), 0) ?? 0;
  if (!time || rows === 0) return;
  const are = rows === 1 ? 'it counts as the earliest, is' : 'they count as the earliest, are';
  const message = `column "${time.name}" tells no time in ${countOf(rows, 'row')}: ${are} trained on and never judged by`;
  onProgress({ kind: 'note', message });
}

/** What the file lacks beside features and labels, and what that means for its score. */
export function absentRoles({ columns }: Schema, { weights, groups }: Table): string[] {
  const named = (role: ColumnRole) => columns.find((column) => column.role === role)?.name;
  const [weight, group] = [
    weights ? undefined : named('weight'),
    groups ? undefined : named('group'),
  ];
  return [
    ...(weight === undefined ? [] : [`no weight column "${weight}": each row counts 1`]),
    ...(group === undefined
      ? []
      : [`no group column "${group}": its interval takes each row for a group`]),
  ];
}

export function weightColumn({ columns }: Schema): string | undefined {
  return columns.find(({ role }) => role === 'weight')?.name;
}
