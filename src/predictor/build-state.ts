import type { FittedPreprocessor } from '../preprocessing/preprocessor.js';
import { preparationKey } from '../preprocessing/variants.js';
import { VERSION } from '../util/version.js';
import type { Member, MemberFold, PredictorState } from './predictor-state.js';

/** A model of one fold with what it needs to read rows. */
interface UnsharedFold extends Omit<MemberFold, 'preprocessor' | 'ofAllRows'> {
  /** Its number; below 0 it is of all rows. */
  readonly fold: number;
  readonly preprocessor: FittedPreprocessor;
}

/** A trial of the ensemble with its models. */
export interface MemberModels extends Omit<Member, 'folds'> {
  readonly folds: readonly UnsharedFold[];
}

/** The predictor of an ensemble, with the versions and kernels that made it. */
export function buildState(
  ensemble: readonly MemberModels[],
  rest: Omit<PredictorState, 'kind' | 'members' | 'preprocessors' | 'versions'>,
  kernels: string,
): PredictorState {
  const { members, preprocessors } = buildMembers(ensemble);
  const versions = { autofit: VERSION, node: process.versions.node, kernels };
  return { kind: 'predictor', ...rest, preprocessors, members, versions };
}

/** The ensemble's members, with each preprocessor once however many models share it. */
function buildMembers(ensemble: readonly MemberModels[]): {
  readonly members: readonly Member[];
  readonly preprocessors: readonly FittedPreprocessor[];
} {
  const numbers = new Map<string, number>();
  const preprocessors: FittedPreprocessor[] = [];
  const share = ({ fold, preprocessor }: UnsharedFold): number => {
    const key = preparationKey(fold, preprocessor.inputs, preprocessor.options);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, preprocessors.length);
    return preprocessors.push(preprocessor) - 1;
  };
  const members = ensemble.map(({ folds, ...member }): Member => {
    const shared = folds.map(
      (own): MemberFold => ({
        model: own.model,
        preprocessor: share(own),
        target: own.target,
        ...(own.fold < 0 && { ofAllRows: true }),
      }),
    );
    return { ...member, folds: shared };
  });
  return { members, preprocessors };
}
