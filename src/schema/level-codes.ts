import { UNSEEN } from '../table/table.js';
import type { CategoricalParser } from './schema.js';

const known = new WeakMap<CategoricalParser, ReadonlyMap<string, number>>();

/** The code of each level of a parser; made once for all tables that it reads, as one row needs few of thousands. */
export function levelCodes(parser: CategoricalParser): ReadonlyMap<string, number> {
  const own = known.get(parser);
  if (own) return own;
  const codes = new Map(parser.levels.map((level, code) => [level, code]));
  for (const [spelling, level] of Object.entries(parser.spellings ?? {})) {
    codes.set(spelling, codes.get(level) ?? UNSEEN);
  }
  known.set(parser, codes);
  return codes;
}
