import { levelCodes } from '../../../schema/level-codes.js';
import { missingNumbers, missingUnder } from '../../../schema/missing-tokens.js';
import {
  type BooleanParser,
  type CategoricalParser,
  type ColumnSchema,
  featureColumns,
  type Schema,
} from '../../../schema/schema.js';
import { MISSING, UNSEEN } from '../../../table/table.js';
import { arithmetic, cast } from '../arithmetic.js';
import type { Graph } from '../graph.js';
import type { PreparedInput } from './prepared-inputs.js';
import { spellingsOf } from './spellings-of.js';

/** Cells that say that a value is missing, where nothing else is told. */
const MISSING_TOKENS = ['', 'na', 'n/a', 'nan', 'null', '?', '-'];

/** Of JavaScript's dates, in milliseconds since 1970; the first is as far from it. */
const LAST_MOMENT = 8.64e15;

/** The columns of the table as values of the graph, each (N, 1). */
export interface SourceInputs {
  /** Doubles of a column of numbers or booleans, of one of the numbers that its cells tell, or milliseconds of a time. */
  numbers(column: string, part?: string): string;
  /** Int64 codes of a column of levels, and how many levels there are. */
  codes(column: string): { readonly value: string; readonly levels: number };
}

/** What is fed of each column, under these names. */
export interface SourceInput {
  readonly name: string;
  readonly column: string;
  readonly kind: 'number' | 'boolean' | 'milliseconds' | 'level' | 'text';
  /** Which of the numbers that a cell tells; undefined for its own. */
  readonly part?: string | undefined;
}

/**
 * The inputs of all columns that can be fed as they are, in the order of the schema. Where there is none, and nothing is prepared
 * either, a text that tells by its rows alone how many there are.
 */
export function sourceInputs(
  schema: Schema,
  prepared: readonly PreparedInput[],
): readonly SourceInput[] {
  const columns = featureColumns(schema);
  const inputs = columns.flatMap(({ name, parser }): readonly SourceInput[] => {
    const own = { name, column: name };
    switch (parser?.kind) {
      case 'numeric': {
        const parts = (parser.parts ?? []).map(
          (part) => ({ name: `${name}:${part}`, column: name, kind: 'number', part }) as const,
        );
        return [{ ...own, kind: 'number' }, ...parts];
      }
      case 'boolean':
        return [{ ...own, kind: 'boolean' }];
      case 'datetime':
        return [{ ...own, kind: 'milliseconds' }];
      case 'categorical':
        return parser.part === undefined
          ? [{ ...own, kind: 'level' }]
          : [{ name: `${name}:${parser.part}`, column: name, kind: 'level', part: parser.part }];
      default:
        return [];
    }
  });
  if (inputs.length + prepared.length > 0) return inputs;
  const column = columns[0]?.name ?? schema.label;
  return [{ name: column, column, kind: 'text' }];
}

/** Puts all of them into a graph. */
export function addSourceInputs(
  graph: Graph,
  schema: Schema,
  prepared: readonly PreparedInput[],
): SourceInputs {
  const values = new Map<string, string>();
  const keyOf = (column: string, part = '') => JSON.stringify([column, part]);
  for (const { name, column, kind, part } of sourceInputs(schema, prepared)) {
    const own = schema.columns.find((candidate) => candidate.name === column);
    const isLevel = kind === 'level';
    const type = kind === 'number' || kind === 'milliseconds' ? 'double' : 'string';
    const input = graph.input({ name, type, dims: ['N', 1] });
    if (kind === 'text') continue;
    const isPart = part !== undefined && !isLevel;
    const value = own && !isPart ? readInput(graph, input, own) : finite(graph, input);
    values.set(keyOf(column, isPart ? part : ''), value);
  }
  const numbers = (column: string, part?: string) => {
    const value = values.get(keyOf(column, part));
    if (value === undefined) throw new Error(`the graph has no input for ${column} ${part ?? ''}`);
    return value;
  };
  const levelsOf = (column: string) => {
    const { parser } = schema.columns.find(({ name }) => name === column) ?? {};
    return parser?.kind === 'categorical' ? parser.levels.length : 0;
  };
  return {
    numbers,
    codes: (column) => ({ value: numbers(column), levels: levelsOf(column) }),
  };
}

function readInput(graph: Graph, input: string, { parser, missing }: ColumnSchema): string {
  if (parser?.kind === 'boolean') return booleans(graph, input, parser);
  if (parser?.kind === 'categorical') return codesOf(graph, input, parser, missing);
  const value = finite(graph, input);
  if (parser?.kind === 'datetime') return moment(graph, value);
  if (parser?.kind !== 'numeric') return value;
  return [...missingNumbers(missing)].reduce((rest, out) => {
    const isOut = graph.add('Equal', [rest, graph.doubles([out], [])]);
    return arithmetic(graph).where(isOut, Number.NaN, rest);
  }, value);
}

/** What is not finite counts as missing: infinity less itself is no number. */
function finite(graph: Graph, input: string): string {
  const { add, sub } = arithmetic(graph);
  return add(input, sub(input, input));
}

/** What no calendar knows counts as missing, such as nanoseconds in place of milliseconds. */
function moment(graph: Graph, value: string): string {
  const { abs, atLeast, where } = arithmetic(graph);
  return where(atLeast(LAST_MOMENT, abs(value)), value, Number.NaN);
}

/** 1, 0, and NaN for all else. */
function booleans(graph: Graph, input: string, { yes, no }: BooleanParser): string {
  const pairs = [
    ...spellingsOf(yes).map((cell) => [cell, 1] as const),
    ...spellingsOf(no).map((cell) => [cell, 0] as const),
  ];
  const attributes = {
    keys_strings: { strings: pairs.map(([cell]) => cell) },
    values_floats: { floats: pairs.map(([, value]) => value) },
    default_float: { float: Number.NaN },
  };
  return cast(graph, graph.add('LabelEncoder', [input], attributes, 'ai.onnx.ml'), 'double');
}

/** A cell that is missing comes before a level of the same spelling. */
function codesOf(
  graph: Graph,
  input: string,
  parser: CategoricalParser,
  rule: ColumnSchema['missing'],
): string {
  const isMissing = missingUnder(rule);
  const codes = new Map(levelCodes(parser));
  const tokens = [...MISSING_TOKENS, ...(rule?.missing ?? [])].flatMap(spellingsOf);
  for (const token of tokens) if (isMissing(token)) codes.set(token, MISSING);
  const attributes = {
    keys_strings: { strings: [...codes.keys()] },
    values_int64s: { ints: [...codes.values()] },
    default_int64: { int: UNSEEN },
  };
  return graph.add('LabelEncoder', [input], attributes, 'ai.onnx.ml');
}
