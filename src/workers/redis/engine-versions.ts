import type { TrainContext } from '../../models/model-family.js';
import { kernelsNameFor } from '../../models/network-model.js';
import { errorMessage } from '../../util/errors.js';
import { VERSION } from '../../util/version.js';
import { type EngineVersions, PROTOCOL, type RunRecord } from './protocol.js';

/** Of this process, for kernels as they were asked for. Throws an AutofitError for kernels that are not to be had here. */
export function engineVersions(kernels: TrainContext['kernels']): EngineVersions {
  return { autofit: VERSION, kernels: kernelsNameFor(kernels) };
}

/** Why this process cannot work for a run: its results would be others. Undefined where it can. */
export function mismatch({ protocol, versions, kernels }: RunRecord): string | undefined {
  const here = versionsOr(kernels);
  if (typeof here === 'string') return here;
  const of = [
    ['autofit', versions.autofit, here.autofit],
    ['kernels', versions.kernels, here.kernels],
    ['protocol', String(protocol), String(PROTOCOL)],
  ] as const;
  const other = of.find(([, theirs, own]) => theirs !== own);
  return other && `the search has ${other[0]} ${other[1]}, the worker ${other[2]}`;
}

function versionsOr(kernels: TrainContext['kernels']): EngineVersions | string {
  try {
    return engineVersions(kernels);
  } catch (thrown) {
    return errorMessage(thrown);
  }
}
