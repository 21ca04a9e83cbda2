import { familyNamed } from '../models/families.js';
import type { LinearWeights } from '../models/model-family.js';
import { type FeatureTerm, featureTerms } from '../preprocessing/feature-terms.js';
import { straightScale } from '../preprocessing/scalers.js';
import { momentText } from '../schema/moment-text.js';
import type { Schema } from '../schema/schema.js';
import { AutofitError } from '../util/errors.js';
import { formatNumber } from '../util/format-number.js';
import type { MemberFold, PredictorState } from './predictor-state.js';
import { withRanksInLevels } from './ranks-in-levels.js';

/** What one feature adds to the prediction. */
export interface Coefficient {
  /** As features are called: `sqft`, `city = Davis`, `signup: year`, `income is missing`. */
  readonly feature: string;
  /** The column of the table that it was made of. */
  readonly column: string;
  readonly coefficient: number;
  /**
   * What the coefficient is for, in words: `unit of sqft`, `Davis, not Antelope`. Levels are told by how they differ from
   * the first one of their column, whose own is 0; where they have an order, what their rank adds is in it. A missing number
   * counts as the value named here, and this comes on top.
   */
  readonly per: string;
}

/** A sum over the features of a row: intercept + Σ coefficient · value. */
export interface LinearOutput {
  /** The class that the sum is about; null where it is the label itself. */
  readonly class: string | null;
  readonly intercept: number;
  readonly terms: readonly Coefficient[];
}

/**
 * The coefficients of a linear predictor, in the units of the columns and of the label. Numbers have one output, the label;
 * two classes one, the log-odds of the positive one; more classes one each, log-probabilities up to a number that all share,
 * whose coefficients have a mean of 0. A prediction is another than the sum where something is cut: numbers far beyond those
 * of the training rows count as if they were less far, and predictions of a label end a little beyond the training labels.
 * Columns that say nothing new have no coefficient.
 */
export interface Coefficients {
  readonly label: string;
  readonly predicts: 'label' | 'log-odds' | 'log-probability';
  readonly outputs: readonly LinearOutput[];
}

const PREDICTS = {
  regression: 'label',
  quantile: 'label',
  binary: 'log-odds',
  multiclass: 'log-probability',
} as const;

/** Throws an AutofitError for a predictor that is not one linear model. */
export function coefficientsOf(state: PredictorState): Coefficients {
  const fault = notLinear(state);
  const fold = state.members[0]?.folds[0];
  if (fault !== undefined || !fold) {
    throw new AutofitError('NOT_LINEAR', `This predictor has no coefficients: ${fault}.`, {
      hint: 'The preset interpretable fits one linear model to all rows.',
    });
  }
  const { label, task } = state.schema;
  const features = termsOf(state, fold);
  const { terms, linear } = withRanksInLevels(features, weightsOf(state, fold), state.schema);
  const references = referencesOf(terms);
  const names = terms.map((term) => ({
    feature: term.name,
    column: term.source,
    per: perWhat(term, terms[references.get(term.source) ?? -1], state.schema),
  }));
  const sums = sumsOf(state, fold, straightened(linear, terms, references));
  const outputs = sums.map(({ name, intercept, weights }): LinearOutput => {
    const own = names.map((named, place) => ({ ...named, coefficient: weights[place] ?? 0 }));
    return { class: name, intercept, terms: own };
  });
  return { label, predicts: PREDICTS[task.kind], outputs };
}

/** Why a predictor is not one linear model; undefined where it is. */
export function notLinear({
  members,
  preprocessors,
  calibration,
  schema,
}: PredictorState): string | undefined {
  if (schema.task.kind === 'quantile') return 'it answers quantiles';
  const [member] = members;
  const [fold] = member?.folds ?? [];
  if (!member || !fold || members.length > 1)
    return `it is an ensemble of ${members.length} models`;
  const { name, family, folds } = member;
  if (!familyNamed(family).linearWeights) return `${name} is not a linear model`;
  if (folds.length > 1) return `${name} is the mean of ${folds.length} models, one a fold`;
  if (calibration) return `a curve (${calibration.kind}) bends what ${name} says`;
  if (fold.target.log || fold.target.link) return `${name} predicts the logarithm of the label`;
  const fitted = preprocessors[fold.preprocessor];
  const bends = fitted && featureTerms(fitted).find((term) => !isStraight(term));
  return bends && `${name} bends the values of ${bends.name}`;
}

function isStraight(term: FeatureTerm): boolean {
  return term.kind !== 'number' || straightScale(term.scale) !== undefined;
}

function weightsOf({ members }: PredictorState, { model }: MemberFold): LinearWeights {
  const family = familyNamed(members[0]?.family ?? '');
  const linear = family.linearWeights?.(family.load(model));
  if (!linear) throw new Error(`the family ${family.name} is not linear`);
  return linear;
}

function termsOf({ preprocessors }: PredictorState, fold: MemberFold): readonly FeatureTerm[] {
  const fitted = preprocessors[fold.preprocessor];
  if (!fitted) throw new Error(`the predictor has no preprocessor ${fold.preprocessor}`);
  return featureTerms(fitted);
}

/** A sum over features: weights in their order. */
interface LinearSum {
  readonly weights: Float64Array;
  readonly intercept: number;
}

/** Sums over values as they stand in the table, levels against the reference of their column. */
function straightened(
  { weights: all, intercepts }: LinearWeights,
  terms: readonly FeatureTerm[],
  references: ReadonlyMap<string, number>,
): readonly LinearSum[] {
  return Array.from(intercepts, (given, output) => {
    const weightAt = (place: number) => all[place * intercepts.length + output] ?? 0;
    let intercept = given;
    const weights = Float64Array.from(terms, (term, place) => {
      const weight = weightAt(place);
      if (term.kind === 'number') {
        const { center = 0, spread = 1 } = straightScale(term.scale) ?? {};
        intercept -= (weight / spread) * center;
        return weight / spread;
      }
      return term.kind === 'level' ? weight - weightAt(references.get(term.source) ?? -1) : weight;
    });
    for (const place of references.values()) intercept += weightAt(place);
    return { weights, intercept };
  });
}

/** The place of each column's first level, or of what stands for all where none has a name. */
function referencesOf(terms: readonly FeatureTerm[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [place, term] of terms.entries()) {
    if (term.kind !== 'level') continue;
    const known = terms[places.get(term.source) ?? -1];
    const isUnnamed = known?.kind === 'level' && known.level === null;
    if (!known || (isUnnamed && term.level !== null)) places.set(term.source, place);
  }
  return places;
}

/** The model's sums in the label's units, or as log-odds of the positive class, or of each class with a mean of 0. */
function sumsOf(
  { schema: { task }, temperature }: PredictorState,
  { target: { mean, deviation } }: MemberFold,
  sums: readonly LinearSum[],
): readonly (LinearSum & { readonly name: string | null })[] {
  const [first] = sums;
  if (!first) throw new Error('a linear model without an output');
  if (task.kind === 'regression') {
    const { weights, intercept } = times(first, deviation);
    return [{ name: null, weights, intercept: intercept + mean }];
  }
  if (task.kind === 'binary' && sums.length === 1) {
    const sign = task.positive === task.classes[0] ? -1 : 1;
    return [{ name: task.positive, ...times(first, sign / temperature) }];
  }
  const perClass = sums.length === 1 ? [times(first, 0), first] : sums;
  const meanOf = (value: (sum: LinearSum) => number) =>
    perClass.reduce((all, sum) => all + value(sum) / perClass.length, 0);
  const means = first.weights.map((_, place) => meanOf(({ weights }) => weights[place] ?? 0));
  const intercepts = meanOf(({ intercept }) => intercept);
  return perClass.map(({ weights, intercept }, i) => {
    const centred = weights.map((weight, place) => weight - (means[place] ?? 0));
    const own = times({ weights: centred, intercept: intercept - intercepts }, 1 / temperature);
    return { name: task.classes[i] ?? null, ...own };
  });
}

function times({ weights, intercept }: LinearSum, factor: number): LinearSum {
  return { weights: weights.map((weight) => factor * weight), intercept: factor * intercept };
}

function perWhat(
  term: FeatureTerm,
  reference: FeatureTerm | undefined,
  { columns }: Schema,
): string {
  const { name, source } = term;
  if (term.kind === 'term') return 'weight of the term';
  if (term.kind === 'missing') return `missing, counted as ${formatNumber(term.imputed)}`;
  if (term.kind === 'number') {
    const parser = columns.find((column) => column.name === source)?.parser;
    if (parser?.kind === 'boolean') return `${parser.yes}, not ${parser.no}`;
    if (term.isRank) return `step of ${source}, from 0`;
    return `${unitOf(term, parser)} of ${name}`;
  }
  if (term === reference) return 'reference';
  return `${shortName(term)}, not ${reference ? shortName(reference) : ''}`;
}

function unitOf(
  { name, source, since }: FeatureTerm & { readonly kind: 'number' },
  parser: Schema['columns'][number]['parser'] | undefined,
): string {
  const start = since === undefined ? null : momentText(since, false);
  if (start !== null) return `day since ${start}`;
  if (parser?.kind === 'datetime' && name.startsWith(`${source}: days until `)) return 'day';
  return (parser?.kind === 'numeric' && parser.unit) || 'unit';
}

/** The level's name, or what its feature is called without the column. */
function shortName(term: FeatureTerm): string {
  const level = term.kind === 'level' ? term.level : null;
  const called = term.name.slice(term.source.length).replace(/^ (is )?/, '');
  return level ?? (called === 'rare' ? 'rare or new' : called);
}
