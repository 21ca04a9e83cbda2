import { withoutTimes } from '../leaderboard/leaderboard.js';
import type { SavedModel } from '../models/model-family.js';
import { encodeTensors } from '../util/safetensors.js';
import type { PredictorState } from './predictor-state.js';
import { stateHash } from './state-hash.js';

/** Raised when what a model file holds changes its meaning. */
export const FORMAT_VERSION = '3';

/** The bytes of a model file: the state's JSON and hash in the metadata, every weight a tensor by name. */
export async function saveState(state: PredictorState): Promise<Uint8Array<ArrayBuffer>> {
  const tensors: Record<string, Float32Array> = {};
  const named = (model: SavedModel, owner: string) => {
    const names = Object.entries(model.tensors).map(([name, tensor]): [string, string] => {
      const place = `${owner}/${name}`;
      tensors[place] = tensor;
      return [name, place];
    });
    return { ...model, tensors: Object.fromEntries(names) };
  };
  const members = state.members.map((member) => ({
    ...member,
    folds: member.folds.map((fold, i) => ({
      ...fold,
      model: named(fold.model, `${member.name}/${i}`),
    })),
  }));
  const stack = state.stack && {
    ...state.stack,
    models: state.stack.models.map((model, i) => named(model, `stack/${i}`)),
  };
  const leaderboard = withoutTimes(state.leaderboard);
  const predictor = JSON.stringify({ ...state, leaderboard, members, stack });
  const hash = await stateHash(predictor, tensors);
  const metadata = { format: 'autofit', version: FORMAT_VERSION, predictor, sha256: hash };
  return encodeTensors({ tensors, metadata });
}
