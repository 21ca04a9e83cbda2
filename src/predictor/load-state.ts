import { checkedUncertainty } from '../conformal/uncertainty.js';
import { checkBackbone } from '../image/check-backbone.js';
import { checkPictureFeatures } from '../image/check-picture-features.js';
import { checkDeepAxes } from '../image/deep-axes.js';
import { familyNamed } from '../models/families.js';
import type { SavedModel } from '../models/model-family.js';
import { keptModel } from '../models/saved-model.js';
import { checkSteps } from '../preprocessing/check-steps.js';
import { checkSchema } from '../schema/check-schema.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import type { Json } from '../util/json.js';
import { isNarrowed } from '../util/narrowed.js';
import { unpackTensors } from '../util/pack-tensors.js';
import { decodeTensors, type TensorFile } from '../util/safetensors.js';
import { tensorsHash } from '../util/tensors-hash.js';
import { checkedAnswers } from './answer-spreads.js';
import { checkState } from './check-state.js';
import { checkedSpreads } from './column-spreads.js';
import { checkedCopies } from './copies.js';
import { fromFormat4 } from './from-format-4.js';
import type { Member, PredictorState } from './predictor-state.js';
import { FORMAT_VERSION, READ_VERSIONS } from './save-state.js';

/** Reads a model file. Throws an AutofitError for a damaged file, another format, or a later version. */
export async function loadState(bytes: Uint8Array): Promise<PredictorState> {
  const file = decodeTensors(bytes);
  const { predictor, sha256 } = file.metadata;
  checkVersion(file);
  if ((await tensorsHash(predictor ?? '', file.tensors)) !== sha256)
    refuse('its content was changed');
  return stateIn(file);
}

/** The same at once, of bytes whose hash needs no check, as they stand in code. */
export function decodeState(bytes: Uint8Array): PredictorState {
  const file = decodeTensors(bytes);
  checkVersion(file);
  return stateIn(file);
}

function checkVersion({ metadata }: TensorFile): void {
  const { format, kind, version, predictor } = metadata;
  if (format === 'autofit' && kind === 'detection') throw isDetector();
  if (format !== 'autofit' || predictor === undefined) {
    refuse('it holds tensors, but not those of an autofit model');
  }
  if (!READ_VERSIONS.includes(version)) {
    refuse(`it has format version ${version}, and this autofit reads ${READ_VERSIONS.join(', ')}`);
  }
}

function stateIn(file: TensorFile): PredictorState {
  const { version, predictor = '' } = file.metadata;
  try {
    const stored: unknown = JSON.parse(predictor, version === '4' ? fromFormat4 : undefined);
    checkState(stored);
    return withTensors(stored as StoredState, file);
  } catch (thrown) {
    return refuse(errorMessage(thrown));
  }
}

/** The state as the file holds it: models name their tensors. */
type StoredState = PredictorState & { readonly members: readonly StoredMember[] };
type StoredMember = Omit<Member, 'folds'> & {
  readonly folds: readonly (Omit<Member['folds'][number], 'model'> & { model: StoredModel })[];
};
type StoredModel = Omit<SavedModel, 'tensors'> & {
  readonly tensors: Readonly<Record<string, string>>;
};

function withTensors(stored: StoredState, { tensors, metadata }: TensorFile): PredictorState {
  const tensorNamed = (name: string) => {
    const tensor = tensors[name];
    if (tensor && isNarrowed(tensor)) return tensor;
    throw new Error(`it lacks the tensor ${name}`);
  };
  const members = (stored.members as readonly StoredMember[]).map((member): Member => {
    const family = familyNamed(member.family);
    const folds = member.folds.map((fold) => {
      const named = Object.entries(fold.model.tensors).map(
        ([name, place]) => [name, tensorNamed(place)] as const,
      );
      const model = { ...fold.model, tensors: Object.fromEntries(named) };
      const loaded = family.load(model);
      // Those of an older file as models are saved now, so that whoever reads a state need know one form.
      return {
        ...fold,
        model: metadata.version === FORMAT_VERSION ? model : keptModel(family, loaded),
      };
    });
    return { ...member, folds };
  });
  const unpacked = (own: unknown) => unpackTensors({ json: own as Json, tensors });
  const { spreads, answers, copies, uncertainty, schema } = stored;
  const classes = schema.task.classes.length;
  const own = unpacked(schema) as PredictorState['schema'];
  checkSchema(own);
  for (const { parser } of own.columns) {
    if (parser?.kind === 'image' && parser.backbone) checkBackbone(parser.backbone);
  }
  const preprocessors = unpacked(stored.preprocessors) as PredictorState['preprocessors'];
  checkSteps(preprocessors, own);
  for (const { columns } of preprocessors) {
    for (const step of columns) {
      if (step.kind !== 'image') continue;
      checkPictureFeatures(step.features);
      if (step.deep) checkDeepAxes(step.deep);
    }
  }
  return {
    ...stored,
    members,
    schema: own,
    preprocessors,
    ...(spreads !== undefined && { spreads: checkedSpreads(unpacked(spreads), stored.rows) }),
    ...(answers !== undefined && { answers: checkedAnswers(unpacked(answers)) }),
    ...(copies !== undefined && { copies: checkedCopies(unpacked(copies), classes) }),
    ...(uncertainty !== undefined && {
      uncertainty: checkedUncertainty(unpacked(uncertainty), classes),
    }),
  };
}

function refuse(reason: string): never {
  throw new AutofitError('BAD_MODEL_FILE', `This model file cannot be used: ${reason}.`, {
    hint: 'Fit the model again, or use the version of autofit that wrote it.',
  });
}

/** What is asked of it is for models of tables. */
function isDetector(): AutofitError {
  const message = 'This model finds boxes on pictures: it has no rows and columns.';
  return new AutofitError('IS_DETECTOR', message, {
    hint: 'It predicts and is evaluated (`loadDetector` loads it), is served, and exported as a page; explanations and other exports are for models of tables.',
  });
}
