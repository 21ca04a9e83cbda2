import type { FeatureName } from '../matrix/design-matrix.js';
import type { FittedCoded } from './coded-column.js';
import type { FittedDatetime } from './datetime-column.js';
import { listTerms } from './list-column.js';
import type { FittedNumeric } from './numeric-column.js';
import type { FittedPreprocessor } from './preprocessor.js';
import type { FittedScaler } from './scalers.js';
import { textTerms } from './text-tf-idf.js';
import type { FittedColumn } from './transform-step.js';

/** What one feature of a design matrix says of its column, as models see it that take scaled numbers and one-hot levels. */
export type FeatureTerm = FeatureName &
  (
    | (NumberTerm & {
        readonly kind: 'number';
        readonly scale: FittedScaler;
        /** Where days are counted from: milliseconds since 1970. */
        readonly since?: number;
      })
    /** 1 where a number is missing, which then counts as `imputed`. */
    | (NumberTerm & { readonly kind: 'missing' })
    /** 1 where the column has this level: a name, or null for rare and new ones or for a gap. */
    | { readonly kind: 'level'; readonly level: string | null }
    /** The weight of a text's term. */
    | { readonly kind: 'term' }
  );

interface NumberTerm {
  /** Whether it is the place of a level in the order of its column, counted from 0. */
  readonly isRank: boolean;
  /** What a missing number counts as. */
  readonly imputed: number;
}

/** The features in the order of the dense block, then of the sparse one. */
export function featureTerms({ columns, redundant }: FittedPreprocessor): readonly FeatureTerm[] {
  const isLeftOut = new Set(redundant);
  const dense = columns.flatMap(denseTerms).filter((_, place) => !isLeftOut.has(place));
  return [...dense, ...columns.flatMap(sparseTerms)];
}

function denseTerms(column: FittedColumn): readonly FeatureTerm[] {
  const { source } = column;
  switch (column.kind) {
    case 'numeric':
      return numberTerms(column, source);
    case 'datetime':
      return column.numbers.flatMap((own, place) =>
        numberTerms(own, source, startOf(column, place)),
      );
    case 'levels': {
      const isRank = column.encoder.kind === 'encode-rank';
      return column.numbers.flatMap((own) => numberTerms(own, source, { isRank }));
    }
    case 'difference':
    case 'parts':
    case 'place':
    case 'image':
      return column.numbers.flatMap((own) => numberTerms(own, source));
    case 'text':
    case 'list':
      return column.counts.flatMap((own) => numberTerms(own, source));
    case 'coded':
      return [];
    case 'pixels':
      throw new Error(`the pixels of ${source} are for networks that look at them`);
    case 'flags':
      throw new Error(`the flags of ${source} are for networks that embed levels`);
  }
}

/** The earliest training time, which elapsed days are counted from; they are the first of the parts. */
function startOf({ parts: { parts, start } }: FittedDatetime, place: number) {
  return place === 0 && parts[0] === 'elapsed' ? { since: start } : {};
}

function numberTerms(
  { source: name, steps }: FittedNumeric,
  source: string,
  { isRank = false, ...more }: { readonly isRank?: boolean; readonly since?: number } = {},
): FeatureTerm[] {
  if (!steps) throw new Error(`${name} is not scaled`);
  const { impute, indicate, scale } = steps;
  const { value: imputed } = impute;
  const number = { kind: 'number', name, source, scale, imputed, isRank, ...more } as const;
  if (!indicate.active) return [number];
  const missing = { kind: 'missing', name: `${name} is missing`, source } as const;
  return [number, { ...missing, imputed, isRank }];
}

function sparseTerms(column: FittedColumn): readonly FeatureTerm[] {
  const { source } = column;
  if (column.kind === 'coded') return slotTerms(column);
  if (column.kind === 'list') {
    return listTerms(column).map((name) => ({ kind: 'term', name, source }));
  }
  if (column.kind !== 'text') return [];
  const terms = textTerms(column.terms);
  return terms.map((term) => ({ kind: 'term', name: `${source}: ${term}`, source }));
}

function slotTerms({ source, slots, slotNames }: FittedCoded): readonly FeatureTerm[] {
  const own = slots.kind === 'one-hot' ? slots.levels.length : 0;
  const start = `${source} = `;
  return slotNames.map((name, slot) => {
    const isNamed = slot > 0 && slot <= own;
    return { kind: 'level', name, source, level: isNamed ? name.slice(start.length) : null };
  });
}
