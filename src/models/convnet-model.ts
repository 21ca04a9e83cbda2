import { type Augmentation, createAugment, type PictureSize } from '../engine/augmentation.js';
import type { KernelsChoice } from '../engine/kernels/create-kernels.js';
import { parameterCount } from '../engine/layer-shapes.js';
import { type Layer, sequential, type TrainedNetwork } from '../engine/network.js';
import type { NetworkInput } from '../engine/network-input.js';
import type { NetworkRoom } from '../engine/network-room.js';
import { predictNetwork } from '../engine/predict-network.js';
import { type TrainOptions, trainNetwork } from '../engine/train-network.js';
import type { DesignMatrix } from '../matrix/design-matrix.js';
import type { TaskShape } from '../util/task-kind.js';
import { hasMoreThanPictures } from './beside-pictures.js';
import { type ConstantModel, constant } from './constant.js';
import { inHalves } from './in-halves.js';
import type { Model, SavedModel, ServedModel, TrainContext, TrainingSet } from './model-family.js';
import { kernelsFor, outputFor, pausing, predictionsOf } from './network-model.js';
import { type ChannelMoments, channelMoments, mirrored } from './picture-input.js';
import { seenInput, seenRows } from './picture-sight.js';
import {
  meansOfViews,
  type PictureViews,
  picturesOf,
  rowsWithPicture,
  viewWeights,
} from './picture-views.js';
import { savedNumber, savedTensor } from './saved-model.js';
import { layerJson, savedNetwork } from './saved-network.js';

/** A network that looks at pictures. */
export interface ConvnetModel extends Model {
  readonly trained: TrainedNetwork;
  readonly moments: ChannelMoments;
  /** Whether a prediction is the mean of a picture's and of its mirror image's. */
  readonly mirrors: boolean;
  /** How many pictures of a row and a column it looks at; undefined where at all. */
  readonly mostViews: number | undefined;
  /** Answers rows without a picture, the shares of classes or the mean, where there is nothing else to look at. */
  readonly absent: ConstantModel;
}

/** How to build a network for pictures, and how to train it. */
export interface ConvnetRecipe {
  readonly layers: readonly Layer[];
  readonly augmentation: Augmentation;
  readonly options: Omit<TrainOptions, 'random'>;
}

/** Trains on the rows that have a picture, or other columns, and count; the user's metric chooses the epoch. */
export function trainConvnet(
  kind: string,
  recipe: ConvnetRecipe,
  set: TrainingSet,
  context: TrainContext,
): ConvnetModel {
  const { task, random, shouldStop, validation } = context;
  const blocks = picturesOf(set.x);
  if (rowsWithPicture(blocks, set.weights).length === 0)
    throw new Error('no row to train on has a picture');
  const sight = {
    columns: blocks.length,
    mostViews: undefined,
    seesColumns: hasMoreThanPictures(set.x),
  };
  const views = seenRows(sight, set.x, set.weights);
  const moments = channelMoments(views);
  const input = seenInput(sight, set.x, views, moments);
  const absent = constant.train(set, {}, context);
  const weights = viewWeights(views, set.weights);
  const y = Float32Array.from(views.rows, (row) => set.y[row] ?? 0);
  const network = sequential([...recipe.layers, outputFor(task)]);
  const judged = seenRows(sight, validation.x);
  const all = allRows(absent, validation.x, task);
  const kernels = kernelsFor(context.kernels);
  const seen = {
    x: seenInput(sight, validation.x, judged, moments),
    score: (outputs: Float32Array) => validation.score(all(judged, predictionsOf(outputs, task))),
  };
  const result = trainNetwork(network, input, y, {
    ...recipe.options,
    random,
    kernels,
    shouldStop,
    ...pausing(context),
    augment: createAugment(sizeOf(input), recipe.augmentation),
    ...(weights && { sampleWeights: weights }),
    validation: seen,
  });
  const { bestEpoch: length, checkpoint } = result;
  const trained = inHalves(result.network, seen, kernels);
  const mirrors = recipe.augmentation.flips !== 'none';
  const parameters = trained.parameters.length;
  const own = { moments, mirrors, mostViews: undefined, absent };
  return { kind, trained, ...own, length, parameters, checkpoint };
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
  model: ConvnetModel,
  x: DesignMatrix,
  task: TaskShape,
  outputsOf: (input: NetworkInput) => Float32Array,
): Float64Array {
  const { trained, moments, mirrors, mostViews, absent } = model;
  const sight = { columns: trained.inputs / 3, mostViews, seesColumns: trained.sparseInputs > 0 };
  const views = seenRows(sight, x);
  const input = seenInput(sight, x, views, moments);
  const plain = predictionsOf(outputsOf(input), task);
  if (mirrors) {
    const other = predictionsOf(outputsOf(mirrored(input)), task);
    for (const [i, value] of other.entries()) plain[i] = ((plain[i] as number) + value) / 2;
  }
  return allRows(absent, x, task)(views, plain);
}

/** Puts predictions of views among those of all rows: what has none is answered without a picture. */
function allRows(absent: ConstantModel, x: DesignMatrix, task: TaskShape) {
  const width = Math.max(1, task.classes);
  return (views: PictureViews, own: Float64Array): Float64Array => {
    const rows = new Set(views.rows);
    const means = views.rows.length === rows.size ? own : meansOfViews(views, own, width);
    if (rows.size === x.rows) return means;
    const all = constant.predict(absent, x, task);
    for (const [i, row] of [...rows].entries()) {
      all.set(means.subarray(i * width, (i + 1) * width), row * width);
    }
    return all;
  };
}

export function saveConvnet({
  kind,
  trained,
  moments,
  mirrors,
  mostViews,
  absent,
  length,
}: ConvnetModel): SavedModel {
  const { network, inputs, sparseInputs, map, parameters } = trained;
  const layers = network.layers.map(layerJson);
  const side = map?.height ?? 0;
  const { means, deviations } = moments;
  const outputs = absent.values.length;
  const json = {
    layers,
    inputs,
    sparseInputs,
    side,
    views: mostViews ?? 'all',
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
  // Files of before format 6 have networks that look at the first picture alone.
  const { sparseInputs = 0, views = 1 } = saved.json;
  if (typeof sparseInputs !== 'number')
    throw new Error(`the saved ${saved.kind} model lacks inputs`);
  const count = parameterCount(network, inputs, sparseInputs, map);
  const parameters = savedTensor(saved, 'parameters', count);
  const moments = { means: listOf(saved, 'means'), deviations: listOf(saved, 'deviations') };
  const absent = savedTensor(saved, 'absent', savedNumber(saved, 'outputs'));
  return {
    kind: saved.kind,
    trained: { kind: 'trained-network', network, inputs, sparseInputs, map, parameters },
    moments,
    mirrors: saved.json.mirrors === true,
    mostViews: typeof views === 'number' ? views : undefined,
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

function sizeOf({ pictures }: NetworkInput): PictureSize {
  if (!pictures) throw new Error('a network of pictures reads pictures');
  return pictures;
}
