import type { PredictorState } from '../predictor/predictor-state.js';

/** Models are loaded once for all questions: for each list of the same members, in whichever state they stand. */
export function openedOnce<Opened>(
  open: (state: PredictorState) => Opened,
): (state: PredictorState) => Opened {
  const opened: { readonly members: PredictorState['members']; readonly own: Opened }[] = [];
  return (state) => {
    const known = opened.find(({ members }) => areSame(members, state.members));
    if (known) return known.own;
    const own = open(state);
    opened.push({ members: state.members, own });
    return own;
  };
}

function areSame(a: PredictorState['members'], b: PredictorState['members']): boolean {
  return a.length === b.length && a.every((member, i) => member === b[i]);
}
