import type { ModelInputs } from '../matrix/model-inputs.js';
import type { CodedColumn } from '../table/table.js';
import { encodeFrequency, type FittedEncodeFrequency } from './encode-frequency.js';
import { encodeOrdinal, type FittedEncodeOrdinal } from './encode-ordinal.js';
import { encodeRank, type FittedEncodeRank } from './encode-rank.js';
import {
  type EncodeTargetOptions,
  encodeTarget,
  type FittedEncodeTarget,
  type TargetContext,
} from './encode-target.js';
import { gatherCodes } from './gather-rows.js';
import {
  type FittedDerived,
  fitDerived,
  type NumberOptions,
  type NumericPart,
  transformDerived,
} from './numeric-column.js';

export type NumberEncoding = 'target' | 'frequency' | 'ordinal' | 'rank';
type FittedEncoder =
  | FittedEncodeTarget
  | FittedEncodeFrequency
  | FittedEncodeOrdinal
  | FittedEncodeRank;

/** A column of levels that became numbers. */
export interface FittedLevels {
  readonly kind: 'levels';
  readonly source: string;
  readonly encoder: FittedEncoder;
  readonly numbers: FittedDerived;
}

/** Levels as numbers, each then as a column of numbers. */
export function fitLevels(
  options: { readonly numbers: NumberOptions; readonly targetMeans: EncodeTargetOptions },
  encoding: NumberEncoding,
  inputs: ModelInputs,
  column: CodedColumn,
  rows: Int32Array,
  target: TargetContext,
): { readonly fitted: FittedLevels; readonly part: NumericPart } {
  const codes = gatherCodes(column.codes, rows);
  const { fitted: encoder, columns } = encode(options.targetMeans, encoding, codes, target);
  const derived = { names: namesOf(encoder), columns };
  const numbers = fitDerived(options.numbers, inputs, column.name, derived);
  const fitted: FittedLevels = {
    kind: 'levels',
    source: column.name,
    encoder,
    numbers: numbers.fitted,
  };
  return { fitted, part: numbers.part };
}

export function transformLevels(
  { encoder, numbers }: FittedLevels,
  column: CodedColumn,
  rows: Int32Array,
): NumericPart {
  const columns = apply(encoder, gatherCodes(column.codes, rows));
  return transformDerived(numbers, column.name, { names: namesOf(encoder), columns });
}

function encode(
  options: EncodeTargetOptions,
  encoding: NumberEncoding,
  codes: Int32Array,
  target: TargetContext,
): { readonly fitted: FittedEncoder; readonly columns: readonly Float64Array[] } {
  if (encoding === 'target') {
    const { fitted, transformed } = encodeTarget.fit(options, codes, target);
    return { fitted, columns: transformed };
  }
  if (encoding === 'rank') {
    const { fitted, transformed } = encodeRank.fit({}, codes);
    return { fitted, columns: [transformed] };
  }
  const encoder = encoding === 'frequency' ? encodeFrequency : encodeOrdinal;
  const { fitted, transformed } = encoder.fit({}, codes);
  return { fitted, columns: [transformed] };
}

function apply(encoder: FittedEncoder, codes: Int32Array): readonly Float64Array[] {
  if (encoder.kind === 'encode-target') return encodeTarget.transform(encoder, codes);
  if (encoder.kind === 'encode-rank') return [encodeRank.transform(encoder, codes)];
  return encoder.kind === 'encode-frequency'
    ? [encodeFrequency.transform(encoder, codes)]
    : [encodeOrdinal.transform(encoder, codes)];
}

function namesOf(encoder: FittedEncoder): readonly string[] {
  if (encoder.kind !== 'encode-target') return [encoder.kind.replace('encode-', '')];
  return encoder.means.map((_, output) =>
    output === 0 ? 'target mean' : `target mean ${output + 1}`,
  );
}
