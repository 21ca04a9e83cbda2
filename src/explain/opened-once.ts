import type { PredictorState } from '../predictor/predictor-state.js';

/** Models are loaded once for all questions, whichever of the members are asked: the same members may be those of several states. */
export function openedOnce<T>(open: (state: PredictorState) => T): (state: PredictorState) => T {
  const opened: { readonly members: PredictorState['members']; readonly own: T }[] = [];
  return (state) => {
    const { members } = state;
    const known = opened.find(
      (one) =>
        one.members.length === members.length &&
        one.members.every((member, place) => member === members[place]),
    );
    if (known) return known.own;
    const own = open(state);
    opened.push({ members, own });
    return own;
  };
}
