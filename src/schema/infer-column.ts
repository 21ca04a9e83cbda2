import type { ColumnProfile } from './column-profile.js';
import { describeFormat, inferNumberFormat, type NumberEvidence } from './infer-number-format.js';
import type { BooleanParser, ColumnKind, ColumnSchema, NumericParser, Parser } from './schema.js';

const BOOLEANS: readonly (readonly [yes: string, no: string])[] = [
  ['yes', 'no'],
  ['true', 'false'],
  ['y', 'n'],
  ['t', 'f'],
];
/** Of the cells that are not missing, how many must be numbers for the rest to count as strays. */
const NUMERIC_SHARE = 0.95;
/** A column of text with more levels than this, most of them in one row, says nothing that one-hot can use. */
const FEW_LEVELS = 50;

type Judgement = { kind: ColumnKind; parser: Parser | null; reason: string };

/** The kind of a feature column and why; `forced` overrides what the cells say. */
export function inferColumn(profile: ColumnProfile, forced?: ColumnKind): ColumnSchema {
  const { kind, parser, reason } = forced ? force(profile, forced) : judge(profile);
  const evidence = { reason, missing: profile.missing, distinct: profile.counts.size };
  return { name: profile.name, role: 'feature', kind, parser, evidence };
}

function judge(profile: ColumnProfile): Judgement {
  if (profile.counts.size === 0) return ignored('every cell is missing');
  const numbers = inferNumberFormat(profile);
  const constant = profile.counts.size === 1 && profile.missing === 0;
  if (constant) return ignored(`every cell is "${[...profile.counts.keys()][0]}"`);
  if (numbers.strays === 0 || isMostlyNumeric(numbers)) return numeric(numbers);
  const boolean = booleanParser(profile);
  if (boolean) {
    return { kind: 'boolean', parser: boolean, reason: `${boolean.yes} or ${boolean.no}` };
  }
  return judgeText(profile);
}

function judgeText(profile: ColumnProfile): Judgement {
  const present = profile.rows - profile.missing;
  const distinct = profile.counts.size;
  if (distinct > FEW_LEVELS && distinct > present / 2) {
    return ignored(
      `${distinct} different texts in ${present} rows: names, ids, dates or free text`,
    );
  }
  return categorical(profile, `text with ${distinct} levels`);
}

function isMostlyNumeric(numbers: NumberEvidence): boolean {
  const share = numbers.numbers / (numbers.numbers + numbers.strays);
  return share >= NUMERIC_SHARE && numbers.distinct > 20;
}

function numeric(numbers: NumberEvidence): Judgement {
  if (numbers.numbers === numbers.infinite) return ignored('no cell holds a finite number');
  const notes = [
    describeFormat(numbers.parser),
    numbers.infinite > 0 && `${numbers.infinite} infinite cells count as missing`,
    numbers.strays > 0 && `${numbers.strays} cells such as "${numbers.example}" count as missing`,
  ].filter(Boolean);
  const reason = ['numbers', ...notes].join('; ');
  return { kind: 'numeric', parser: numbers.parser, reason };
}

function categorical(profile: ColumnProfile, reason: string): Judgement {
  return { kind: 'categorical', parser: { kind: 'categorical', levels: levels(profile) }, reason };
}

function levels(profile: ColumnProfile): string[] {
  return [...profile.counts.keys()].sort((a, b) => (a < b ? -1 : 1));
}

function booleanParser(profile: ColumnProfile): BooleanParser | undefined {
  const cells = new Set([...profile.counts.keys()].map((cell) => cell.toLowerCase()));
  const pair = BOOLEANS.find(([yes, no]) => cells.size === 2 && cells.has(yes) && cells.has(no));
  return pair && { kind: 'boolean', yes: pair[0], no: pair[1] };
}

function ignored(reason: string): Judgement {
  return { kind: 'ignored', parser: null, reason };
}

function force(profile: ColumnProfile, kind: ColumnKind): Judgement {
  const reason = 'as told';
  if (kind === 'ignored') return ignored(reason);
  if (kind === 'categorical') return categorical(profile, reason);
  if (kind === 'boolean') return forceBoolean(profile, reason);
  const parser: NumericParser = inferNumberFormat(profile).parser;
  return { kind: 'numeric', parser, reason };
}

function forceBoolean(profile: ColumnProfile, reason: string): Judgement {
  const [no = '', yes = ''] = new Set(levels(profile).map((cell) => cell.toLowerCase()));
  const parser = booleanParser(profile) ?? { kind: 'boolean', yes, no };
  return { kind: 'boolean', parser, reason };
}
