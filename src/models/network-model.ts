import {
  createKernels,
  type KernelsChoice,
  kernelsName,
} from '../engine/kernels/create-kernels.js';
import type { Kernels } from '../engine/kernels/kernels.js';
import { parameterCount } from '../engine/layer-shapes.js';
import type { MapSize } from '../engine/map-size.js';
import { dense, type Layer, sequential, type TrainedNetwork } from '../engine/network.js';
import { networkInput } from '../engine/network-input.js';
import type { NetworkRoom } from '../engine/network-room.js';
import type { Optimizer } from '../engine/optimizers/optimizer.js';
import { predictNetwork } from '../engine/predict-network.js';
import { type TrainOptions, trainNetwork } from '../engine/train-network.js';
import type { DesignMatrix } from '../matrix/design-matrix.js';
import type { Params } from '../space/search-space.js';
import { answersPerRow, type TaskShape } from '../util/task-kind.js';
import { bothClasses } from './both-classes.js';
import { checkpointOf } from './checkpoint.js';
import { inHalves } from './in-halves.js';
import type { Model, SavedModel, ServedModel, TrainContext, TrainingSet } from './model-family.js';
import { trainedBy } from './number-cost.js';
import { numberParam, wordParam } from './params.js';
import { savedNumber, savedTensor } from './saved-model.js';
import { layerJson, savedNetwork } from './saved-network.js';
import { sumToOne } from './sum-to-one.js';

/** A trained network of the shared engine. */
export interface NetworkModel extends Model {
  readonly trained: TrainedNetwork;
}

/** One instance of each a thread: training is synchronous, so nothing else uses it meanwhile. */
const instances = new Map<KernelsChoice, Kernels>();

/** The kernels that networks are trained on here. Throws an AutofitError for those that are not to be had. */
export function kernelsFor(choice: KernelsChoice): Kernels {
  const kernels = instances.get(choice) ?? createKernels(choice);
  instances.set(choice, kernels);
  return kernels;
}

/** Their name, without a memory of theirs where none trains here. Throws as `kernelsFor` does. */
export function kernelsNameFor(choice: KernelsChoice): string {
  return instances.get(choice)?.name ?? kernelsName(choice);
}

/** The output layer that a task needs: one sigmoid, one softmax over the classes, or a linear unit for each number. */
export function outputFor(task: TaskShape): Layer {
  if (task.kind === 'binary') return dense(1, 'sigmoid');
  return task.kind === 'multiclass'
    ? dense(task.classes, 'softmax')
    : dense(answersPerRow(task), 'linear');
}

/** AdamW, or back-propagation with momentum as the lecture has it. */
export const OPTIMIZERS = ['adamw', 'momentum'] as const;

function optimizerOf(name: (typeof OPTIMIZERS)[number]): Optimizer {
  return name === 'adamw' ? { kind: 'adamw' } : { kind: 'sgd', momentum: 0.9 };
}

/** How a family trains besides what its parameters say. */
type Training = Pick<TrainOptions, 'patience' | 'coolDown' | 'leastSteps' | 'ties'>;

/** Trains hidden layers and the task's output; the user's metric chooses the epoch. */
export function trainNetworkModel(
  kind: string,
  hidden: readonly Layer[],
  set: TrainingSet,
  params: Params,
  context: TrainContext,
  own: Training,
): NetworkModel {
  const { task, random, shouldStop, validation } = context;
  const kernels = kernelsFor(context.kernels);
  const network = sequential([...hidden, outputFor(task)]);
  const judged = {
    x: networkInput(validation.x),
    score: (outputs: Float32Array) => validation.score(predictionsOf(outputs, task)),
  };
  const result = trainNetwork(network, networkInput(set.x), set.y, {
    random,
    kernels,
    ...trainedBy(task, set),
    shouldStop,
    ...pausing(context),
    optimizer: optimizerOf(wordParam(params, 'optimizer', OPTIMIZERS)),
    learningRate: numberParam(params, 'learningRate'),
    weightDecay: numberParam(params, 'weightDecay'),
    batchSize: numberParam(params, 'batchSize'),
    epochs: numberParam(params, 'epochs'),
    ...own,
    validation: judged,
  });
  const { inputs, sparseInputs, map } = result.network;
  const parameters = parameterCount(network, inputs, sparseInputs, map);
  const { bestEpoch: length, converged, checkpoint } = result;
  // The weights of linear models are few, and are read.
  const trained = hidden.length > 0 ? inHalves(result.network, judged, kernels) : result.network;
  return { kind, trained, length, parameters, converged: own.coolDown && converged, checkpoint };
}

/** Where training of a network pauses and goes on. */
export function pausing(context: TrainContext): Pick<TrainOptions, 'from' | 'pauseAfter'> {
  const { pauseAfter } = context;
  const from = checkpointOf('train-checkpoint', context);
  return { ...(from && { from }), ...(pauseAfter !== undefined && { pauseAfter }) };
}

export function predictNetworkModel(
  model: NetworkModel,
  x: DesignMatrix,
  task: TaskShape,
  kernels: KernelsChoice = 'auto',
): Float64Array {
  return predictionsOf(predictNetwork(model.trained, networkInput(x), kernelsFor(kernels)), task);
}

export function serveNetworkModel(
  { trained }: NetworkModel,
  task: TaskShape,
  room: NetworkRoom,
): ServedModel {
  const outputsOf = room.serve(trained);
  return (x) => predictionsOf(outputsOf(networkInput(x)), task);
}

export function saveNetworkModel({ kind, trained, length }: NetworkModel): SavedModel {
  const layers = trained.network.layers.map(layerJson);
  const { inputs, sparseInputs, map } = trained;
  const json = { layers, inputs, sparseInputs, ...(map && { map: { ...map } }), length };
  return { kind, json, tensors: { parameters: trained.parameters } };
}

export function loadNetworkModel(saved: SavedModel): NetworkModel {
  const inputs = savedNumber(saved, 'inputs');
  const network = savedNetwork(saved.json.layers);
  const sparseInputs = savedNumber(saved, 'sparseInputs');
  const map = savedMap(saved);
  const count = parameterCount(network, inputs, sparseInputs, map);
  const parameters = savedTensor(saved, 'parameters', count);
  const widths = { inputs, sparseInputs, ...(map && { map }) };
  const trained: TrainedNetwork = { kind: 'trained-network', network, ...widths, parameters };
  return { kind: saved.kind, trained, length: savedNumber(saved, 'length'), parameters: count };
}

/** The size of the pictures that a network reads; undefined where it reads columns. */
function savedMap({ json }: SavedModel): MapSize | undefined {
  const map = json.map as Partial<Record<keyof MapSize, unknown>> | undefined;
  const { height, width } = map ?? {};
  return typeof height === 'number' && typeof width === 'number' ? { height, width } : undefined;
}

/** Outputs of a network as a family answers: a probability for each class, or a number. */
export function predictionsOf(outputs: Float32Array, task: TaskShape): Float64Array {
  if (task.kind === 'binary') return bothClasses(outputs);
  return task.kind === 'multiclass' ? sumToOne(outputs, task.classes) : Float64Array.from(outputs);
}
