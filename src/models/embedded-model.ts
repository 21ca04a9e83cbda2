import type { KernelsChoice } from '../engine/kernels/create-kernels.js';
import { parameterCount } from '../engine/layer-shapes.js';
import { type Layer, type Network, sequential, type TrainedNetwork } from '../engine/network.js';
import type { NetworkRoom } from '../engine/network-room.js';
import { predictNetwork } from '../engine/predict-network.js';
import { type TrainOptions, trainNetwork } from '../engine/train-network.js';
import type { DesignMatrix } from '../matrix/design-matrix.js';
import type { Json } from '../util/json.js';
import { isOfNumbers, type TaskShape } from '../util/task-kind.js';
import { type EmbeddedColumns, embeddedColumns, embeddedInput } from './embedded-columns.js';
import { inHalves } from './in-halves.js';
import type { Model, SavedModel, ServedModel, TrainContext, TrainingSet } from './model-family.js';
import { kernelsFor, pausing } from './network-model.js';
import { trainedBy } from './number-cost.js';
import { savedNumber, savedTensor } from './saved-model.js';
import { layerJson, savedNetwork } from './saved-network.js';
import { sumToOne } from './sum-to-one.js';

/** A network that embeds its columns: RealMLP or TabM. */
export interface EmbeddedModel extends Model {
  readonly trained: TrainedNetwork;
  readonly columns: EmbeddedColumns;
}

/** Builds a network on the columns of the data, and says how to train it. */
export interface EmbeddedRecipe {
  /** Whether numbers become vectors; else they pass as they are. */
  readonly embedsNumbers: boolean;
  readonly layers: (columns: EmbeddedColumns) => readonly Layer[];
  readonly options: (network: Network) => Omit<TrainOptions, 'random'>;
}

export function trainEmbeddedModel(
  kind: string,
  recipe: EmbeddedRecipe,
  set: TrainingSet,
  context: TrainContext,
): EmbeddedModel {
  const { task, random, shouldStop, validation } = context;
  const columns = embeddedColumns(set.x, recipe.embedsNumbers);
  const network = sequential(recipe.layers(columns));
  const kernels = kernelsFor(context.kernels);
  const judged = {
    x: embeddedInput(validation.x, columns),
    score: (outputs: Float32Array) => validation.score(predictionsOf(outputs, task)),
  };
  const result = trainNetwork(network, embeddedInput(set.x, columns), set.y, {
    ...recipe.options(network),
    random,
    kernels,
    shouldStop,
    ...pausing(context),
    ...trainedBy(task, set),
    validation: judged,
  });
  const { inputs, sparseInputs } = result.network;
  const parameters = parameterCount(network, inputs, sparseInputs);
  const { bestEpoch: length, checkpoint } = result;
  const trained = inHalves(result.network, judged, kernels);
  return { kind, trained, columns, length, parameters, checkpoint };
}

export function predictEmbeddedModel(
  { trained, columns }: EmbeddedModel,
  x: DesignMatrix,
  task: TaskShape,
  kernels: KernelsChoice = 'auto',
): Float64Array {
  const outputs = predictNetwork(trained, embeddedInput(x, columns), kernelsFor(kernels));
  return predictionsOf(outputs, task);
}

export function serveEmbeddedModel(
  { trained, columns }: EmbeddedModel,
  task: TaskShape,
  room: NetworkRoom,
): ServedModel {
  const outputsOf = room.serve(trained);
  return (x) => predictionsOf(outputsOf(embeddedInput(x, columns)), task);
}

export function saveEmbeddedModel(model: EmbeddedModel): SavedModel {
  const { kind, trained, columns, length } = model;
  const { network, inputs, sparseInputs, parameters } = trained;
  const layers = network.layers.map(layerJson);
  const { numbers, plain } = columns;
  const json = { layers, inputs, sparseInputs, numbers, plain, length };
  return { kind, json, tensors: { parameters } };
}

export function loadEmbeddedModel(saved: SavedModel): EmbeddedModel {
  const network = savedNetwork(saved.json.layers);
  const inputs = savedNumber(saved, 'inputs');
  const sparseInputs = savedNumber(saved, 'sparseInputs');
  const count = parameterCount(network, inputs, sparseInputs);
  const parameters = savedTensor(saved, 'parameters', count);
  const first = network.layers[0];
  if (first?.kind !== 'embedding') throw new Error(`the saved ${saved.kind} model embeds nothing`);
  return {
    kind: saved.kind,
    trained: { kind: 'trained-network', network, inputs, sparseInputs, parameters },
    columns: { ...placesOf(saved), cardinalities: first.levels?.cardinalities ?? [] },
    length: savedNumber(saved, 'length'),
    parameters: count,
  };
}

function placesOf({ kind, json }: SavedModel): Pick<EmbeddedColumns, 'numbers' | 'plain'> {
  const list = (own: Json | undefined) => {
    const isList = Array.isArray(own) && own.every((place) => typeof place === 'number');
    if (!isList) throw new Error(`the saved ${kind} model does not say how it reads columns`);
    return own as readonly number[];
  };
  return { numbers: list(json.numbers), plain: list(json.plain) };
}

function predictionsOf(outputs: Float32Array, task: TaskShape): Float64Array {
  return isOfNumbers(task) ? Float64Array.from(outputs) : sumToOne(outputs, task.classes);
}
