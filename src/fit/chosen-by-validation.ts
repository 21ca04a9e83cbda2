import { HALF } from '../metrics/decisions.js';
import { familyNamed } from '../models/families.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { formatNumber } from '../util/format-number.js';

/** What a family chooses by validation rows, by the parameter that its length counts in. */
const LENGTHS: Readonly<Record<string, string>> = {
  epochs: 'epochs',
  rounds: 'rounds of boosting',
  path: 'the penalty',
  mostNeighbours: 'the number of neighbours',
};

/** What was chosen by the rows that the validation score is of, in words; nothing for the baseline alone. */
export function chosenByValidation(state: PredictorState): readonly string[] {
  const { members, stack, temperature, calibration, threshold, costs } = state;
  const families = new Set(members.map(({ family }) => family));
  const lengths = [...families].map((name) => LENGTHS[familyNamed(name).counted ?? '']);
  const isSmeared = members.some(({ folds }) => folds.some(({ target }) => target.smearing !== 1));
  const steps = [
    judgedTrials(state) > 1 && 'configurations',
    ...lengths,
    members.length > 1 && stack === null && 'ensemble weights',
    stack !== null && 'a second layer',
    isSmeared && 'how far predictions of a logarithm are raised',
    temperature !== 1 && `the temperature ${formatNumber(temperature)}`,
    calibration?.kind === 'shifts'
      ? 'how far quantiles are moved'
      : calibration && `the ${calibration.kind} calibration`,
    !costs && threshold !== HALF && `the threshold ${formatNumber(threshold)}`,
  ];
  return [...new Set(steps.filter((step) => typeof step === 'string'))];
}

/** Configurations that have a score, if only on the first fold; the baseline is none. */
function judgedTrials({ leaderboard }: PredictorState): number {
  const others = leaderboard.filter(({ family }) => family !== 'constant' && family !== 'ensemble');
  return others.filter(({ state }) => state !== 'failed' && state !== 'stopped').length;
}
