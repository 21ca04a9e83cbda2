import { AutofitError, errorMessage } from '../util/errors.js';
import type { Json } from '../util/json.js';
import { packTensors, unpackTensors } from '../util/pack-tensors.js';
import { decodeTensors, encodeTensors } from '../util/safetensors.js';
import { tensorsHash } from '../util/tensors-hash.js';
import { checkDetector } from './check-detector.js';
import type { DetectorState } from './detector-state.js';

/** Raised when what the file of a detector holds changes its meaning. */
const DETECTOR_VERSION = '1';

/** The bytes of a model file: safetensors as of every model, with the detector's JSON in the metadata. */
export async function saveDetector(state: DetectorState): Promise<Uint8Array<ArrayBuffer>> {
  const leaderboard = state.leaderboard.map((row) => ({ ...row, fitSeconds: null }));
  const { json, tensors } = packTensors({ ...state, leaderboard });
  const detector = JSON.stringify(json);
  const sha256 = await tensorsHash(detector, tensors);
  const metadata = {
    format: 'autofit',
    kind: 'detection',
    version: DETECTOR_VERSION,
    detector,
    sha256,
  };
  return encodeTensors({ tensors, metadata });
}

/** Whether bytes are those of a detector rather than of a model of tables. */
export function isDetector(bytes: Uint8Array): boolean {
  return decodeTensors(bytes).metadata.kind === 'detection';
}

/** Reads the bytes of a model file. Throws an AutofitError for a damaged file, a later version, or a model of a table. */
export async function loadDetector(bytes: Uint8Array): Promise<DetectorState> {
  const { tensors, metadata } = decodeTensors(bytes);
  const { format, kind, version, detector = '', sha256 } = metadata;
  if (format !== 'autofit' || kind !== 'detection') {
    throw new AutofitError(
      'NO_DETECTOR',
      'This model predicts the rows of a table: it finds no boxes.',
      {
        hint: 'Load it with loadPredictor.',
      },
    );
  }
  if (version !== DETECTOR_VERSION)
    refuse(`it has version ${version}, and this autofit reads ${DETECTOR_VERSION}`);
  if ((await tensorsHash(detector, tensors)) !== sha256) refuse('its content was changed');
  try {
    const state = unpackTensors({ json: JSON.parse(detector) as Json, tensors });
    checkDetector(state);
    return state;
  } catch (thrown) {
    return refuse(errorMessage(thrown));
  }
}

function refuse(reason: string): never {
  throw new AutofitError('BAD_MODEL_FILE', `This model file cannot be used: ${reason}.`, {
    hint: 'Fit the model again, or use the version of autofit that wrote it.',
  });
}
