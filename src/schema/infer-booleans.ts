import { BOOLEAN_PAIRS } from './boolean-pairs.js';
import type { ColumnProfile } from './column-profile.js';
import { inferLevels } from './infer-levels.js';
import type { BooleanParser } from './schema.js';

/** Two words may be written in so many ways: `yes` in 8, `no` in 4. */
const MOST_SPELLINGS = 40;

/** The two words of a column that everybody knows for yes and no. */
export function inferBooleans(profile: ColumnProfile): BooleanParser | undefined {
  if (profile.distinct > MOST_SPELLINGS) return undefined;
  const cells = new Set(profile.counts.cells.map((cell) => cell.toLowerCase()));
  const pair = BOOLEAN_PAIRS.find(
    ([yes, no]) => cells.size === 2 && cells.has(yes) && cells.has(no),
  );
  return pair && { kind: 'boolean', yes: pair[0], no: pair[1] };
}

/** The same of a column that is told to say yes or no: the second level that is found is yes. */
export function toldBooleans(profile: ColumnProfile): BooleanParser {
  const [no = '', yes = ''] = new Set(
    inferLevels(profile).parser.levels.map((cell) => cell.toLowerCase()),
  );
  return inferBooleans(profile) ?? { kind: 'boolean', yes, no };
}
