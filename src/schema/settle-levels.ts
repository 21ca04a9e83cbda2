import { cleanText } from '../util/clean-text.js';
import { BOOLEAN_PAIRS, isBooleanPair } from './boolean-pairs.js';
import { cellReader } from './cell-reader.js';
import { classKey, classReader } from './class-key.js';
import type { FilledCells } from './filled-cells.js';
import type { CategoricalParser, ColumnSchema } from './schema.js';
import type { OtherParser } from './settle-reading.js';

/** Spellings that are quoted; the others are counted. */
const QUOTED = 3;

/**
 * Levels that are written otherwise than in training: in other cases of letters, or as another number of the same size
 * (`1` and `1.0`), where only one level can be meant. Cells that training knew stay what they were.
 */
export function settleLevels(
  { name }: ColumnSchema,
  trained: CategoricalParser,
  cells: FilledCells,
): OtherParser | undefined {
  if (trained.part !== undefined) return undefined;
  const read = cellReader(trained);
  const strange = cells.filter(([cell]) => read(cell) < 0);
  const found = strange.length > 0 ? spellingsOf(strange, trained.levels) : new Map();
  if (found.size === 0) return undefined;
  return { parser: spelled(trained, found), notes: [spellingsNote(name, found)] };
}

/** What is said of cells that are read as levels which are written otherwise. */
export function spellingsNote(name: string, found: ReadonlyMap<string, string>): string {
  const quoted = [...found].slice(0, QUOTED).map(([cell, level]) => `"${cell}" as "${level}"`);
  const more = found.size > QUOTED ? ` and ${found.size - QUOTED} more` : '';
  return `column "${name}": levels that are written otherwise than in training are read as those: ${quoted.join(', ')}${more}`;
}

/**
 * The classes of a label likewise, but only where training knew none of the cells and all can be read so, as case may tell
 * classes apart; two classes that say yes and no may be written in other words for it. What is read so is told where
 * classes are judged.
 */
export function settleClasses(
  trained: CategoricalParser,
  cells: FilledCells,
): OtherParser | undefined {
  const codeOf = classReader(trained.levels, trained.spellings);
  if (cells.length === 0 || cells.some(([cell]) => codeOf(cell) >= 0)) return undefined;
  const isAll = (found: ReadonlyMap<string, string>) =>
    cells.every(([cell]) => found.has(cleanText(cell)));
  const found = [spellingsOf(cells, trained.levels), ...pairSpellings(cells, trained)].find(isAll);
  return found && { parser: spelled(trained, found), notes: [] };
}

function spelled(parser: CategoricalParser, found: ReadonlyMap<string, string>): CategoricalParser {
  return { ...parser, spellings: { ...parser.spellings, ...Object.fromEntries(found) } };
}

/** The levels of cells that have one key with one level alone. */
function spellingsOf(cells: FilledCells, levels: readonly string[]): ReadonlyMap<string, string> {
  const levelOf = levelsByKey(levels);
  return new Map(
    cells.flatMap(([cell]): [string, string][] => {
      const level = levelOf.get(foldedKey(cell));
      return level === undefined ? [] : [[cleanText(cell), level]];
    }),
  );
}

const known = new WeakMap<readonly string[], ReadonlyMap<string, string | undefined>>();

/** The level of each key, undefined where several have it; made once, as one row needs few of thousands. */
function levelsByKey(levels: readonly string[]): ReadonlyMap<string, string | undefined> {
  const own = known.get(levels);
  if (own) return own;
  const levelOf = new Map<string, string | undefined>();
  for (const level of levels) {
    const key = foldedKey(level);
    levelOf.set(key, levelOf.has(key) ? undefined : level);
  }
  known.set(levels, levelOf);
  return levelOf;
}

/** What letters have in common in any case; twice, as ß is SS in capitals. */
function foldedKey(cell: string): string {
  const folded = cleanText(cell).toUpperCase().toLowerCase().replace(/\s+/g, ' ');
  return classKey(folded);
}

/** By each pair of words that everybody knows, for two classes that are such a pair. */
function pairSpellings(
  cells: FilledCells,
  { levels }: CategoricalParser,
): ReadonlyMap<string, string>[] {
  if (levels.length !== 2) return [];
  const [first = '', second = ''] = levels;
  const own = [
    [second, first],
    [first, second],
  ] as const;
  const pair = own.find(([yes, no]) => isBooleanPair(yes, no));
  if (!pair) return [];
  return BOOLEAN_PAIRS.map(([yes, no]) => {
    const levelOf = new Map([
      [yes, pair[0]],
      [no, pair[1]],
    ]);
    return new Map(
      cells.flatMap(([cell]): [string, string][] => {
        const level = levelOf.get(cell.toLowerCase());
        return level === undefined ? [] : [[cleanText(cell), level]];
      }),
    );
  });
}
