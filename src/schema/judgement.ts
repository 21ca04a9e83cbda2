import type { ColumnProfile } from './column-profile.js';
import type { ColumnKind, DecimalMark, Parser } from './schema.js';

/** What a column is taken for, and why. */
export interface Judgement {
  readonly kind: ColumnKind;
  readonly parser: Parser | null;
  readonly reason: string;
  readonly isDoubtful?: boolean | undefined;
  /** What may be meant otherwise. */
  readonly doubt?: string | undefined;
  /** Rows that are missing besides those of the profile. @default 0 */
  readonly none?: number | undefined;
  /** Rows whose cells count as missing, as the reason says. @default 0 */
  readonly unread?: number | undefined;
}

/** What the table says of a column's cells. */
export interface JudgeOptions {
  /** The decimal mark of numbers that could have either. */
  readonly decimal: DecimalMark;
  /** Whether keys are used: where nothing else is there to learn from. */
  readonly usesKeys: boolean;
  /** The latest year of the table's other dates. @default 2030 */
  readonly latest?: number | undefined;
}

export function ignored(reason: string): Judgement {
  return { kind: 'ignored', parser: null, reason };
}

/** Left out, with the option that uses it. */
export function unused(profile: ColumnProfile, reason: string, kind: ColumnKind): Judgement {
  const told = JSON.stringify({ [profile.name]: kind });
  return ignored(`${reason}; \`types: ${told}\` uses it`);
}
