import type { Ensemble, EnsembleMember } from '../ensemble/select-ensemble.js';
import type { FittedPreprocessor } from '../preprocessing/preprocessor.js';
import { preparationKey } from '../preprocessing/variants.js';
import { VERSION } from '../util/version.js';
import type { Member, MemberFold, PredictorState } from './predictor-state.js';

type FoldModel = EnsembleMember['kept']['outputs']['folds'][number];

/** The predictor of an ensemble, with the versions and kernels that made it. */
export function buildState(
  ensemble: Ensemble,
  rest: Omit<PredictorState, 'kind' | 'members' | 'preprocessors' | 'versions'>,
  kernels: string,
): PredictorState {
  const { members, preprocessors } = buildMembers(ensemble);
  const versions = { autofit: VERSION, node: process.versions.node, kernels };
  return { kind: 'predictor', ...rest, preprocessors, members, versions };
}

/** The ensemble's members, with each preprocessor once however many models share it. */
function buildMembers(ensemble: Ensemble): {
  readonly members: readonly Member[];
  readonly preprocessors: readonly FittedPreprocessor[];
} {
  const numbers = new Map<string, number>();
  const preprocessors: FittedPreprocessor[] = [];
  const share = ({ fold, preprocessor }: FoldModel): number => {
    const key = preparationKey(fold, preprocessor.inputs, preprocessor.options);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, preprocessors.length);
    return preprocessors.push(preprocessor) - 1;
  };
  const members = ensemble.members.map(({ kept, weight }): Member => {
    const folds = kept.outputs.folds.map(
      (fold): MemberFold => ({ model: fold.model, preprocessor: share(fold), target: fold.target }),
    );
    return { name: kept.trial.name, family: kept.trial.config.family, weight, folds };
  });
  return { members, preprocessors };
}
