import type { LinearWeights } from '../models/model-family.js';
import type { FeatureTerm } from '../preprocessing/feature-terms.js';
import { applyScaler } from '../preprocessing/scalers.js';
import type { Schema } from '../schema/schema.js';

type NumberTerm = FeatureTerm & { readonly kind: 'number' };

/** A term and the features that it stands for: its weight is the sum of theirs, times a factor each. */
interface JoinedTerm {
  readonly term: FeatureTerm;
  readonly of: readonly Share[];
}

type Share = readonly [place: number, factor: number];

/** Where the terms of a column of ordered levels are. */
interface OrderedColumn {
  /** The slot of levels without one of their own. */
  readonly rare: number;
  readonly rank: number | undefined;
  readonly missing: number | undefined;
}

/**
 * The same sums with one term for each level where levels have both slots and a rank: what the rank adds is in the terms of
 * the levels. Levels that share the slot of rare ones differ by rank, so that each known one has a term.
 */
export function withRanksInLevels(
  features: readonly FeatureTerm[],
  { weights, intercepts }: LinearWeights,
  schema: Schema,
): { readonly terms: readonly FeatureTerm[]; readonly linear: LinearWeights } {
  const ordered = orderedColumns(features);
  const joined = features.flatMap((term, place): JoinedTerm[] => {
    const column = ordered.get(term.source);
    if (!column) return [{ term, of: [[place, 1]] }];
    return place === column.rare ? levelTerms(features, column, schema) : [];
  });
  const outputs = intercepts.length;
  const sums = joined.flatMap(({ of }) =>
    Array.from(intercepts, (_, output) =>
      of.reduce((sum, [at, factor]) => sum + factor * (weights[at * outputs + output] ?? 0), 0),
    ),
  );
  return {
    terms: joined.map(({ term }) => term),
    linear: { weights: Float64Array.from(sums), intercepts },
  };
}

/** Columns that have a rank or its gaps beside slots. */
function orderedColumns(features: readonly FeatureTerm[]): ReadonlyMap<string, OrderedColumn> {
  const columns = new Map<string, OrderedColumn>();
  for (const [rare, { kind, name, source }] of features.entries()) {
    if (kind !== 'level' || name !== `${source} is rare`) continue;
    const place = (wanted: 'number' | 'missing') => {
      const found = features.findIndex(
        (term) => term.source === source && term.kind === wanted && term.isRank,
      );
      return found < 0 ? undefined : found;
    };
    const [rank, missing] = [place('number'), place('missing')];
    if (rank !== undefined || missing !== undefined) columns.set(source, { rare, rank, missing });
  }
  return columns;
}

/** New levels, then the known ones in their order, then gaps. */
function levelTerms(
  features: readonly FeatureTerm[],
  column: OrderedColumn,
  { columns }: Schema,
): JoinedTerm[] {
  const rare = features[column.rare] as FeatureTerm;
  const { source } = rare;
  const slots = new Map<string, number>();
  const gaps: number[] = [];
  for (const [place, term] of features.entries()) {
    if (term.kind !== 'level' || term.source !== source || term === rare) continue;
    if (term.level === null) gaps.push(place);
    else slots.set(term.level, place);
  }
  const parser = columns.find(({ name }) => name === source)?.parser;
  const known = parser?.kind === 'categorical' ? parser.levels : [];
  const unranked = (place: number): Share[] => [[place, 1], ...rankShares(features, column)];
  return [
    { term: { ...rare, name: `${source} is new` }, of: unranked(column.rare) },
    ...known.map((level, rank): JoinedTerm => {
      const term = { kind: 'level', name: `${source} = ${level}`, source, level } as const;
      const slot = slots.get(level) ?? column.rare;
      return { term, of: [[slot, 1], ...rankShares(features, column, rank)] };
    }),
    ...gaps.map((place) => ({ term: features[place] as FeatureTerm, of: unranked(place) })),
  ];
}

/** What a rank adds, or the lack of one, which counts as another. */
function rankShares(
  features: readonly FeatureTerm[],
  { rank: place, missing }: OrderedColumn,
  rank?: number,
): Share[] {
  const gap: Share[] = rank === undefined && missing !== undefined ? [[missing, 1]] : [];
  if (place === undefined) return gap;
  const { scale, imputed } = features[place] as NumberTerm;
  const [scaled = 0] = applyScaler(scale, Float64Array.of(rank ?? imputed));
  return [[place, scaled], ...gap];
}
