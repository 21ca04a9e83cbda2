import { CODE_PARTS, type CodePart, PART_NAMES, partReader } from './code-part.js';
import type { ColumnProfile } from './column-profile.js';
import type { CategoricalParser } from './schema.js';

/** Of the cells, how many must have the part; and rows that a part has on average. */
const LEAST_SHARE = 0.95;
const ROWS_EACH = 8;
const MOST_LEVELS = 1000;

/** Codes of which nearly each row has another one, by the part that many have in common; undefined where none has one. */
export function inferCodes(
  profile: ColumnProfile,
): { readonly parser: CategoricalParser; readonly reason: string } | undefined {
  const present = profile.rows - profile.missing;
  for (const part of CODE_PARTS) {
    const levels = levelsOf(profile, part, present);
    if (!levels) continue;
    const reason = `codes, each in few rows: ${PART_NAMES[part]}, with ${levels.length} levels`;
    return { parser: { kind: 'categorical', levels, part }, reason };
  }
  return undefined;
}

/** In order of code points; undefined where too few cells have the part, or too many different ones. */
function levelsOf(
  { counts }: ColumnProfile,
  part: CodePart,
  present: number,
): readonly string[] | undefined {
  const read = partReader(part);
  const most = Math.min(MOST_LEVELS, present / ROWS_EACH);
  const levels = new Set<string>();
  let others = 0;
  for (const [i, cell] of counts.cells.entries()) {
    const own = read(cell);
    if (own === undefined) others += counts.rowsOf[i] ?? 0;
    else levels.add(own);
    if (others > (1 - LEAST_SHARE) * present || levels.size > most) return undefined;
  }
  return levels.size > 1 ? [...levels].sort((a, b) => (a < b ? -1 : 1)) : undefined;
}
