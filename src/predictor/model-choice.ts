import { taskShape } from '../schema/schema.js';
import { AutofitError } from '../util/errors.js';
import { nearestName } from '../util/nearest-name.js';
import { shown } from '../util/shown.js';
import { isOfNumbers } from '../util/task-kind.js';
import { predictorName } from './predictor-row.js';
import type { PredictorState } from './predictor-state.js';

/** Which model answers, and how its probabilities are made classes. */
export interface ModelChoice {
  /** One of `modelNames`: a member answers alone, as its row of the leaderboard is scored. @default 'ensemble', the whole predictor */
  readonly model?: string | undefined;
  /** Of two classes: the probability from which a row is of the positive one, in [0, 1]. @default what the model was given at fit */
  readonly threshold?: number | undefined;
}

/** The whole predictor, whatever it is called on its leaderboard. */
const WHOLE = 'ensemble';

/** Names that can be asked to answer: the ensemble's first, where there are several members. */
export function modelNames(state: PredictorState): readonly string[] {
  const members = state.members.map(({ name }) => name);
  return members.length > 1 ? [WHOLE, ...members] : members;
}

/** The member that is to answer alone; undefined for the whole predictor. Throws an AutofitError for a name that there is not. */
export function memberChosen(
  state: PredictorState,
  model: string = WHOLE,
): PredictorState['members'][number] | undefined {
  if (model === WHOLE || model === predictorName(state)) return undefined;
  const member = state.members.find(({ name }) => name === model);
  if (member) return member;
  const names = modelNames(state);
  const nearest = nearestName(model, names);
  throw new AutofitError('NO_MODEL_NAMED', `The predictor has no model "${model}".`, {
    hint: `${nearest ? `Did you mean "${nearest}"? ` : ''}Its models are: ${names.join(', ')}.`,
  });
}

/**
 * A predictor of this member alone, without what was learned of the mix: its second layer, its temperature, its answers to copies of training rows,
 * and how its answers were spread.
 */
export function stateOfMember(
  state: PredictorState,
  member: PredictorState['members'][number],
): PredictorState {
  const needed = new Set(member.folds.map(({ preprocessor }) => preprocessor));
  const used = [...state.preprocessors.keys()].filter((number) => needed.has(number));
  const folds = member.folds.map((fold) => ({
    ...fold,
    preprocessor: used.indexOf(fold.preprocessor),
  }));
  return {
    ...state,
    preprocessors: state.preprocessors.filter((_, number) => needed.has(number)),
    members: [{ ...member, weight: 1, folds }],
    stack: null,
    temperature: 1,
    calibration: undefined,
    threshold: member.threshold,
    copies: undefined,
    uncertainty: undefined,
    answers: undefined,
  };
}

/** The predictor with this threshold. Throws an AutofitError where it has none, or for what is no probability. */
export function decidedAt(state: PredictorState, threshold: number | undefined): PredictorState {
  if (threshold === undefined) return state;
  const { kind } = taskShape(state.schema.task);
  if (kind !== 'binary') {
    const what = isOfNumbers({ kind })
      ? 'numbers'
      : `one of ${state.schema.task.classes.length} classes`;
    throw new AutofitError(
      'BAD_OPTION',
      `\`threshold\` is for two classes, and this model predicts ${what}.`,
      { hint: 'Leave it out.' },
    );
  }
  if (threshold >= 0 && threshold <= 1) return { ...state, threshold };
  throw new AutofitError('BAD_OPTION', `\`threshold\` cannot be ${shown(threshold)}.`, {
    hint: 'It takes a probability: a number from 0 to 1.',
  });
}

/** Throws an AutofitError for a threshold where probabilities are asked for. */
export function refuseThreshold({ threshold }: ModelChoice): void {
  if (threshold === undefined) return;
  throw new AutofitError('BAD_OPTION', 'Probabilities do not depend on a `threshold`.', {
    hint: 'Leave it out, or ask for classes: `predict`.',
  });
}
