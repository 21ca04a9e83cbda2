import { AutofitError } from '../util/errors.js';
import type { ColumnProfile } from './column-profile.js';
import { known } from './find-column.js';
import { inferColumn } from './infer-column.js';
import { inferDatetime } from './infer-datetime.js';
import { inferDigitDates } from './infer-digit-dates.js';
import { inferNumberFormat } from './infer-number-format.js';
import type { ColumnSchema, DecimalMark, Schema, ToldKind } from './schema.js';
import { toldDates } from './told-dates.js';
import { numbersTold, toldDecimal } from './told-numbers.js';

export interface RoleOptions {
  /** The column that says how much each row counts. */
  readonly weight?: string | undefined;
  /** The column of the groups that stay together. */
  readonly group?: string | undefined;
  /** The column that orders rows by time; a feature all the same. */
  readonly time?: string | undefined;
}

/**
 * The columns that are neither features nor the label, by what they are for. Throws an AutofitError for the label among them, and for
 * one that orders rows.
 */
export function roleColumns(
  { weight, group, time }: RoleOptions,
  label: string,
  names: readonly string[],
): ReadonlyMap<string, 'weight' | 'group'> {
  const roles = new Map<string, 'weight' | 'group'>();
  for (const [role, told] of [
    ['weight', weight],
    ['group', group],
  ] as const) {
    if (told === undefined) continue;
    const name = known(told, names, role);
    if (name === label || roles.has(name)) {
      throw somethingElse(
        role,
        name,
        'A column can be the label, the weight or the group, not two of them.',
      );
    }
    roles.set(name, role);
  }
  if (time !== undefined && known(time, names, 'timeColumn') === label) {
    throw somethingElse('timeColumn', time, 'It is the label: name the column that tells when.');
  }
  return roles;
}

function somethingElse(role: string, name: string, hint: string): AutofitError {
  return new AutofitError('BAD_OPTION', `\`${role}\` names "${name}", which is something else.`, {
    hint,
  });
}

/** A column that is no feature, read as its role needs it. */
export function roleColumn(
  profile: ColumnProfile,
  role: 'weight' | 'group',
  decimal: DecimalMark,
  told: ToldKind | undefined,
): ColumnSchema {
  const isWeight = role === 'weight';
  checkRole(profile.name, role, told);
  const numbers = isWeight ? numbersAs(profile, decimal, told).parser : undefined;
  const column = numbers
    ? { ...inferColumn(profile, { forced: 'ignored' }), kind: 'numeric' as const, parser: numbers }
    : inferColumn(profile, { forced: 'categorical', decimal });
  const reason = isWeight ? 'how much rows count' : 'rows of one group stay together';
  return { ...column, role, evidence: { ...column.evidence, reason } };
}

/** Throws an AutofitError for a column that is told to be what its role has no use for. */
function checkRole(name: string, role: 'weight' | 'group', told: ToldKind | undefined): void {
  const kind = role === 'weight' ? 'numeric' : 'categorical';
  if (told === undefined || told === kind) return;
  if (role === 'weight' && toldDecimal(told) !== undefined) return;
  throw new AutofitError('BAD_OPTION', `\`types\` tells that "${name}", the ${role}, is ${told}.`, {
    hint: `A ${role} is ${kind}: leave it out.`,
  });
}

function numbersAs(profile: ColumnProfile, decimal: DecimalMark, told: ToldKind | undefined) {
  const isTold = told !== undefined && toldDecimal(told) !== undefined;
  return isTold ? numbersTold(profile, told, decimal) : inferNumberFormat(profile, decimal);
}

/** How the column that orders rows is read. Throws an AutofitError for one without an order. */
export function timeColumn(
  profiles: readonly ColumnProfile[],
  name: string,
  decimal: DecimalMark,
  told: ToldKind | undefined,
): NonNullable<Schema['time']> {
  const profile = profiles.find((own) => own.name === name);
  const dates = profile && datesOf(profile, decimal, told);
  if (dates?.isMixed) {
    throw new AutofitError('BAD_OPTION', `\`timeColumn\` names "${name}": ${dates.reason}.`);
  }
  if (dates) return { name, parser: dates.parser };
  const numbers = profile && numbersAs(profile, decimal, told);
  if (numbers && numbers.numbers > 0 && numbers.strays === 0) {
    return { name, parser: numbers.parser };
  }
  const [cell] = profile?.counts.cells ?? [];
  throw new AutofitError(
    'BAD_OPTION',
    `\`timeColumn\` names "${name}", which has no order in time.`,
    {
      hint: `It holds "${cell}"; dates, times and numbers have an order.`,
    },
  );
}

function datesOf(profile: ColumnProfile, decimal: DecimalMark, told: ToldKind | undefined) {
  if (told?.startsWith('datetime')) return toldDates(profile, told);
  return inferDigitDates(profile) ?? inferDatetime(profile, { decimal });
}
