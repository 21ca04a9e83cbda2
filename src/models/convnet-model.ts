import { type Augmentation, createAugment, type PictureSize } from '../engine/augmentation.js';
import type { KernelsChoice } from '../engine/kernels/create-kernels.js';
import { parameterCount } from '../engine/layer-shapes.js';
import { type Layer, sequential, type TrainedNetwork } from '../engine/network.js';
import type { NetworkInput } from '../engine/network-input.js';
import type { NetworkRoom } from '../engine/network-room.js';
import { predictNetwork } from '../engine/predict-network.js';
import { type TrainOptions, trainNetwork } from '../engine/train-network.js';
import type { DesignMatrix, PixelsBlock } from '../matrix/design-matrix.js';
import type { TaskShape } from '../util/task-kind.js';
import { type ConstantModel, constant } from './constant.js';
import type { Model, SavedModel, ServedModel, TrainContext, TrainingSet } from './model-family.js';
import { kernelsFor, outputFor, pausing, predictionsOf } from './network-model.js';
import {
  type ChannelMoments,
  channelMoments,
  mirrored,
  pictureInput,
  picturesOf,
  rowsWithPicture,
} from './picture-input.js';
import { savedNumber, savedTensor } from './saved-model.js';
import { layerJson, savedNetwork } from './saved-network.js';

/** A network that looks at pictures. */
export interface ConvnetModel extends Model {
  readonly trained: TrainedNetwork;
  readonly moments: ChannelMoments;
  /** Whether a prediction is the mean of a picture's and of its mirror image's. */
  readonly mirrors: boolean;
  /** Answers rows without a picture: the shares of classes, or the mean. */
  readonly absent: ConstantModel;
}

/** How to build a network for pictures, and how to train it. */
export interface ConvnetRecipe {
  readonly layers: readonly Layer[];
  readonly augmentation: Augmentation;
  readonly options: Omit<TrainOptions, 'random'>;
}

/** Trains on the rows that have a picture and count; the user's metric chooses the epoch. */
export function trainConvnet(
  kind: string,
  recipe: ConvnetRecipe,
  set: TrainingSet,
  context: TrainContext,
): ConvnetModel {
  const { task, random, shouldStop, validation } = context;
  const pictures = picturesOf(set.x);
  const rows = rowsWithPicture(pictures, set.weights);
  if (rows.length === 0) throw new Error('no row to train on has a picture');
  const moments = channelMoments(pictures, rows);
  const absent = constant.train(set, {}, context);
  const weights = set.weights && Float64Array.from(rows, (row) => set.weights?.[row] ?? 1);
  const y = Float32Array.from(rows, (row) => set.y[row] ?? 0);
  const network = sequential([...recipe.layers, outputFor(task)]);
  const judged = picturesOf(validation.x);
  const shown = rowsWithPicture(judged);
  const all = allRows(absent, validation.x, task);
  const result = trainNetwork(network, pictureInput(pictures, rows, moments), y, {
    ...recipe.options,
    random,
    kernels: kernelsFor(context.kernels),
    shouldStop,
    ...pausing(context),
    augment: createAugment(sizeOf(pictures), recipe.augmentation),
    ...(weights && { sampleWeights: weights }),
    validation: {
      x: pictureInput(judged, shown, moments),
      score: (outputs) => validation.score(all(shown, predictionsOf(outputs, task))),
    },
  });
  const { network: trained, bestEpoch: length, checkpoint } = result;
  const mirrors = recipe.augmentation.flips !== 'none';
  const parameters = trained.parameters.length;
  return { kind, trained, moments, mirrors, absent, length, parameters, checkpoint };
}

export function predictConvnet(
  model: ConvnetModel,
  x: DesignMatrix,
  task: TaskShape,
  kernels: KernelsChoice = 'auto',
): Float64Array {
  const own = kernelsFor(kernels);
  return answers(model, x, task, (input) => predictNetwork(model.trained, input, own));
}

export function serveConvnet(model: ConvnetModel, task: TaskShape, room: NetworkRoom): ServedModel {
  const outputsOf = room.serve(model.trained);
  return (x) => answers(model, x, task, outputsOf);
}

function answers(
  { moments, mirrors, absent }: ConvnetModel,
  x: DesignMatrix,
  task: TaskShape,
  outputsOf: (input: NetworkInput) => Float32Array,
): Float64Array {
  const pictures = picturesOf(x);
  const rows = rowsWithPicture(pictures);
  const input = pictureInput(pictures, rows, moments);
  const plain = predictionsOf(outputsOf(input), task);
  if (mirrors) {
    const other = predictionsOf(outputsOf(mirrored(input)), task);
    for (const [i, value] of other.entries()) plain[i] = ((plain[i] as number) + value) / 2;
  }
  return allRows(absent, x, task)(rows, plain);
}

/** Puts predictions of some rows among those of all: the others are answered without a picture. */
function allRows(absent: ConstantModel, x: DesignMatrix, task: TaskShape) {
  const width = Math.max(1, task.classes);
  return (rows: Int32Array, own: Float64Array): Float64Array => {
    if (rows.length === x.rows) return own;
    const all = constant.predict(absent, x, task);
    for (const [i, row] of rows.entries()) {
      all.set(own.subarray(i * width, (i + 1) * width), row * width);
    }
    return all;
  };
}

export function saveConvnet({
  kind,
  trained,
  moments,
  mirrors,
  absent,
  length,
}: ConvnetModel): SavedModel {
  const { network, inputs, map, parameters } = trained;
  const layers = network.layers.map(layerJson);
  const side = map?.height ?? 0;
  const { means, deviations } = moments;
  const outputs = absent.values.length;
  const json = {
    layers,
    inputs,
    side,
    means: Array.from(means),
    deviations: Array.from(deviations),
    mirrors,
    outputs,
    length,
  };
  return { kind, json, tensors: { parameters, absent: absent.values } };
}

/** Throws when the saved model does not hold what saveConvnet saves. */
export function loadConvnet(saved: SavedModel): ConvnetModel {
  const network = savedNetwork(saved.json.layers);
  const inputs = savedNumber(saved, 'inputs');
  const side = savedNumber(saved, 'side');
  const map = { height: side, width: side };
  const count = parameterCount(network, inputs, 0, map);
  const parameters = savedTensor(saved, 'parameters', count);
  const moments = { means: listOf(saved, 'means'), deviations: listOf(saved, 'deviations') };
  const absent = savedTensor(saved, 'absent', savedNumber(saved, 'outputs'));
  return {
    kind: saved.kind,
    trained: { kind: 'trained-network', network, inputs, sparseInputs: 0, map, parameters },
    moments,
    mirrors: saved.json.mirrors === true,
    absent: { kind: 'constant', values: absent, length: 0, parameters: absent.length },
    length: savedNumber(saved, 'length'),
    parameters: count,
  };
}

function listOf(saved: SavedModel, name: string): readonly number[] {
  const list = saved.json[name];
  const isList = Array.isArray(list) && list.every((value) => typeof value === 'number');
  if (!isList) throw new Error(`the saved ${saved.kind} model lacks ${name}`);
  return list as readonly number[];
}

function sizeOf({ side, channels }: PixelsBlock): PictureSize {
  return { height: side, width: side, channels };
}
