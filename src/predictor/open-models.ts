import { decidedAt, type ModelChoice, memberChosen, stateOfMember } from './model-choice.js';
import type { MemberPredictions } from './open-members.js';
import type { PredictorState } from './predictor-state.js';

/** A model that answers: the whole predictor, or one member of it. */
export interface OpenModel {
  readonly state: PredictorState;
  readonly membersOf: MemberPredictions;
}

/** Gives the model of a choice; each is opened once. Throws an AutofitError for a choice that there is not. */
export type OpenModels = (choice?: ModelChoice) => OpenModel;

export function openModels(
  whole: PredictorState,
  open: (state: PredictorState) => MemberPredictions,
): OpenModels {
  const opened = new Map<string | undefined, OpenModel>();
  return ({ model, threshold } = {}) => {
    const member = memberChosen(whole, model);
    const own = opened.get(member?.name) ?? openedOf(member ? stateOfMember(whole, member) : whole);
    opened.set(member?.name, own);
    return { ...own, state: decidedAt(own.state, threshold) };
  };
  function openedOf(state: PredictorState): OpenModel {
    return { state, membersOf: open(state) };
  }
}
