import type { CategoricalParser } from './schema.js';

const known = new WeakMap<CategoricalParser, ReadonlyMap<string, number>>();

/** The code of each level of a parser; made once for all tables that it reads, as one row needs few of thousands. */
export function levelCodes(parser: CategoricalParser): ReadonlyMap<string, number> {
  const codes = known.get(parser) ?? new Map(parser.levels.map((level, code) => [level, code]));
  known.set(parser, codes);
  return codes;
}
