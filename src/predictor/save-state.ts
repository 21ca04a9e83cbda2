import { withoutTimes } from '../leaderboard/leaderboard.js';
import { packTensors } from '../util/pack-tensors.js';
import { encodeTensors, type TensorValues } from '../util/safetensors.js';
import { tensorsHash } from '../util/tensors-hash.js';
import type { PredictorState } from './predictor-state.js';

/** Raised when what a model file holds changes its meaning. */
export const FORMAT_VERSION = '8';
/**
 * Those whose meaning is the same: 5 adds trees whose leaves answer all classes; 6 networks of pictures and columns, backbones of mirror
 * images, and rows of Gaussian processes without what is zero; 7 hyper-parameters of members, calibration by curves, costs of mistakes,
 * losses of numbers, quantiles, and how sure answers are; 8 narrow tensors, and trees whose splits and leaves lie apart.
 */
export const READ_VERSIONS: readonly (string | undefined)[] = ['4', '5', '6', '7', FORMAT_VERSION];

/** The bytes of a model file: the state's JSON and hash in the metadata, every weight a tensor by name. */
export async function saveState(state: PredictorState): Promise<Uint8Array<ArrayBuffer>> {
  const spreads = packTensors({
    spreads: state.spreads,
    answers: state.answers,
    copies: state.copies,
    uncertainty: state.uncertainty,
  });
  const { preprocessors } = state;
  // Those that differ in how numbers are scaled have learned the same of pictures; columns of pictures have the same backbone.
  const prepared = packTensors({ schema: state.schema, preprocessors }, { sharing: true });
  const tensors: Record<string, TensorValues> = { ...spreads.tensors, ...prepared.tensors };
  const members = state.members.map((member) => ({
    ...member,
    folds: member.folds.map((fold, i) => {
      const names = Object.entries(fold.model.tensors).map(([name, tensor]): [string, string] => {
        const place = `${member.name}/${i}/${name}`;
        tensors[place] = tensor;
        return [name, place];
      });
      return { ...fold, model: { ...fold.model, tensors: Object.fromEntries(names) } };
    }),
  }));
  const leaderboard = withoutTimes(state.leaderboard);
  checkNumbers({ preprocessors, members: state.members });
  const predictor = JSON.stringify({
    ...state,
    ...(spreads.json as object),
    ...(prepared.json as object),
    leaderboard,
    members,
  });
  const hash = await tensorsHash(predictor, tensors);
  const metadata = { format: 'autofit', version: FORMAT_VERSION, predictor, sha256: hash };
  return encodeTensors({ tensors, metadata });
}

/** JSON writes null for what is no number: a model that held it would answer otherwise once it is loaded. */
function checkNumbers(value: unknown): void {
  const found = strangeNumber(value);
  if (found !== undefined) throw new Error(`the predictor${found}, which cannot be saved`);
}

/** Names the first number that is none by its place, which is put together on the way back: there may be millions. */
function strangeNumber(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : ` holds ${value}`;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return undefined;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const found = strangeNumber(value[i]);
      if (found !== undefined) return `.${i}${found}`;
    }
    return undefined;
  }
  for (const [name, part] of Object.entries(value)) {
    const found = strangeNumber(part);
    if (found !== undefined) return `.${name}${found}`;
  }
  return undefined;
}
