import { countOf } from '../util/count-of.js';
import type { ColumnProfile } from './column-profile.js';
import { inferCodes } from './infer-codes.js';
import { doubtKey } from './infer-keys.js';
import { inferLevels } from './infer-levels.js';
import { inferLists } from './infer-lists.js';
import { isId, isText } from './infer-text.js';
import { type Judgement, type JudgeOptions, unused } from './judgement.js';
import { codesReason } from './number-codes.js';

/** What cells that are no numbers and no dates make of a column. */
export function judgeText(profile: ColumnProfile, { usesKeys }: JudgeOptions): Judgement {
  const present = profile.rows - profile.missing;
  const distinct = profile.distinct;
  const lists = inferLists(profile);
  if (lists) return { kind: 'list', ...lists };
  const isKey = isId(profile) && !usesKeys;
  const codes = isKey ? inferCodes(profile) : undefined;
  if (codes) {
    return { kind: 'categorical', ...codes, isDoubtful: true, doubt: doubtKey(profile) };
  }
  if (isText(profile)) {
    const reason = `${distinct} different texts of several words in ${present} rows`;
    return { kind: 'text', parser: { kind: 'text' }, reason };
  }
  if (isKey) {
    return unused(profile, `${distinct} different words in ${present} rows: ids`, 'categorical');
  }
  const padded = codesReason(profile);
  const told = `\`types: ${JSON.stringify({ [profile.name]: 'numeric' })}\``;
  const reason = padded
    ? `${padded}; ${told} reads them as numbers`
    : `text with ${countOf(distinct, 'level')}`;
  return categorical(profile, reason);
}

/** What levels make of a column, in the order that is told. */
export function categorical(
  profile: ColumnProfile,
  reason: string,
  order?: readonly string[],
): Judgement {
  const { parser, found, doubt } = inferLevels(profile, order);
  return { kind: 'categorical', parser, reason: [reason, ...found].join('; '), doubt };
}
