import { familyNamed } from '../models/families.js';
import type { LinearWeights } from '../models/model-family.js';
import type { TreeSums } from '../models/tree-sums.js';
import type { Member, MemberFold, PredictorState } from '../predictor/predictor-state.js';
import type { FittedPreprocessor } from '../preprocessing/preprocessor.js';
import { stepSources } from '../preprocessing/step-sources.js';
import { taskShape } from '../schema/schema.js';
import type { Predicts } from './answers.js';
import type { Players } from './players.js';

/** A model whose Shapley values have a closed form, and what the explained answers have of its sums. */
export interface AdditiveModel {
  readonly preprocessor: number;
  readonly model:
    | { readonly kind: 'trees'; readonly sums: TreeSums }
    | { readonly kind: 'linear'; readonly weights: LinearWeights };
  /** (answers, sums): answers are offset + factors · sums. */
  readonly factors: readonly (readonly number[])[];
  readonly offset: number;
}

/** Members whose models are all additive, and the others. */
export interface SplitMembers {
  readonly additive: readonly Member[];
  readonly models: readonly AdditiveModel[];
  readonly others: readonly Member[];
}

/**
 * Finds the members that add up to what is explained: linear models and sums of trees, mixed by their weights, where nothing bends
 * their sum. A logarithm of the label, a second layer, a curve that calibrates, a mean of probabilities behind a link and the order that
 * quantiles are put into do.
 */
export function splitMembers(
  state: PredictorState,
  players: Players,
  predicts: Predicts,
): SplitMembers {
  const { members, stack, temperature, calibration } = state;
  const isTempered = predicts === 'probability' && temperature !== 1;
  if (stack || isTempered || calibration || state.schema.task.quantiles) {
    return { additive: [], models: [], others: members };
  }
  const found = members.map((member) => ({
    member,
    models: member.folds.map((fold) => additiveModel(state, players, predicts, member, fold)),
  }));
  const isAdditive = ({ models }: (typeof found)[number]) => !models.includes(undefined);
  const additive = found.filter(isAdditive);
  return {
    additive: additive.map(({ member }) => member),
    models: additive.flatMap(({ models }) => models.filter((model) => model !== undefined)),
    others: found.filter((own) => !isAdditive(own)).map(({ member }) => member),
  };
}

function additiveModel(
  state: PredictorState,
  players: Players,
  predicts: Predicts,
  { family: name, weight, folds }: Member,
  fold: MemberFold,
): AdditiveModel | undefined {
  const { members, schema, preprocessors } = state;
  const { preprocessor, target } = fold;
  const fitted = preprocessors[preprocessor];
  if (!fitted || joinsPlayers(fitted, players) || target.log || target.link) return undefined;
  const family = familyNamed(name);
  if (!family.treeSums && !family.linearWeights) return undefined;
  const saved = family.load(fold.model);
  const sums = family.treeSums?.(saved, taskShape(schema.task));
  const weights = family.linearWeights?.(saved);
  const share = weight / folds.length;
  const model = sums
    ? ({ kind: 'trees', sums } as const)
    : weights && ({ kind: 'linear', weights } as const);
  if (!model) return undefined;
  if (predicts === 'label') {
    const factors = [[share * target.deviation]];
    return { preprocessor, model, factors, offset: share * target.mean };
  }
  const isScore = model.kind === 'linear' || model.sums.are === 'scores';
  if (predicts === 'probability') {
    if (isScore) return undefined;
    const sign = isSecond(state) ? 1 : -1;
    return { preprocessor, model, factors: [[sign * share]], offset: sign > 0 ? 0 : share };
  }
  if (!isScore || members.length > 1 || folds.length > 1) return undefined;
  const outputs = model.kind === 'trees' ? model.sums.start.length : weights?.intercepts.length;
  return { preprocessor, model, factors: scoreFactors(state, outputs ?? 0), offset: 0 };
}

/** Of two classes, sums are about the second one. */
function isSecond({ schema: { task } }: PredictorState): boolean {
  return task.positive === task.classes[1];
}

/** Log-odds or centred log-probabilities in terms of a model's scores. */
function scoreFactors(state: PredictorState, outputs: number): number[][] {
  const { temperature } = state;
  if (state.schema.task.kind === 'binary') {
    const sign = (isSecond(state) ? 1 : -1) / temperature;
    return [outputs === 1 ? [sign] : [-sign, sign]];
  }
  return Array.from({ length: outputs }, (_, own) =>
    Array.from(
      { length: outputs },
      (_, other) => (Number(own === other) - 1 / outputs) / temperature,
    ),
  );
}

/** What is made of two columns (days between dates, a place) hangs on both: no closed form unless both are one player's. */
function joinsPlayers({ columns }: FittedPreprocessor, { playerOf }: Players): boolean {
  return columns.some(
    (step) => new Set(stepSources(step).map((name) => playerOf.get(name))).size > 1,
  );
}
