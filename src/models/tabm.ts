import { embedding } from '../engine/embedding-layer.js';
import { dense, dropout, heads, type Layer, scale } from '../engine/network.js';
import type { Params } from '../space/search-space.js';
import { answersPerRow, isOfNumbers, REGRESSION_LOSSES } from '../util/task-kind.js';
import { columnValues, type EmbeddedColumns } from './embedded-columns.js';
import {
  type EmbeddedModel,
  type EmbeddedRecipe,
  loadEmbeddedModel,
  predictEmbeddedModel,
  saveEmbeddedModel,
  serveEmbeddedModel,
  trainEmbeddedModel,
} from './embedded-model.js';
import type { ModelFamily, TrainContext, TrainingSet } from './model-family.js';
import { numberParam, wordParam } from './params.js';
import { EDGES, piecewiseEdges } from './piecewise-edges.js';

/** Of the vectors of levels, whatever the width of those of numbers. */
const LEVEL_WIDTH = 8;
const CLIP_NORM = 1;

/**
 * One network that is an ensemble: its members share all weights but a scale for each input and their heads
 * (TabM-mini with piecewise-linear embeddings; Gorishniy et al. 2024, "TabM: Advancing tabular deep learning with
 * parameter-efficient ensembling").
 */
export const tabm: ModelFamily<EmbeddedModel> = {
  name: 'tabm',
  inputs: { numbers: 'scaled', categories: 'embedded' },
  losses: REGRESSION_LOSSES,
  quantiles: true,
  counted: 'epochs',
  defaults: {
    scaling: 'robust',
    members: 8,
    depth: 2,
    width: 128,
    embeddingWidth: 8,
    bins: 24,
    edges: 'apart',
    dropout: 0.1,
    learningRate: 0.002,
    weightDecay: 0.0003,
    batchFactor: 1,
    epochs: 100,
    patience: 10,
  },
  space: {
    scaling: { kind: 'choice', options: ['robust', 'quantile'] },
    members: { kind: 'choice', options: [8, 16] },
    depth: { kind: 'integer', low: 1, high: 3 },
    width: { kind: 'choice', options: [64, 128, 192, 256] },
    embeddingWidth: { kind: 'choice', options: [4, 8, 12, 16] },
    bins: { kind: 'integer', low: 8, high: 64, log: true },
    edges: { kind: 'choice', options: [...EDGES] },
    dropout: { kind: 'choice', options: [0, 0.1, 0.2, 0.3, 0.5] },
    learningRate: { kind: 'uniform', low: 0.0005, high: 0.005, log: true },
    weightDecay: { kind: 'uniform', low: 0.0001, high: 0.1, log: true },
    batchFactor: { kind: 'choice', options: [0.5, 1, 2] },
    epochs: { kind: 'choice', options: [100] },
    patience: { kind: 'choice', options: [10] },
  },
  words: { edges: EDGES },
  lengths: {
    param: 'epochs',
    options: [6, 9, 12, 18, 25, 35, 50, 70, 100],
    effort: { members: 1, width: 1.4, depth: 0.6, embeddingWidth: 0.3, batchFactor: -0.2 },
    light: { width: 64 },
  },
  rungs: { param: 'epochs', shares: [1 / 8, 1 / 4, 1 / 2] },
  train: (set, params, context) =>
    trainEmbeddedModel('tabm', recipe(set, params, context), set, context),
  predict: predictEmbeddedModel,
  serve: serveEmbeddedModel,
  save: saveEmbeddedModel,
  load: loadEmbeddedModel,
};

function recipe(set: TrainingSet, params: Params, { task }: TrainContext): EmbeddedRecipe {
  const number = (name: string) => numberParam(params, name);
  return {
    embedsNumbers: true,
    layers: (columns) => [
      embeddingOf(set, columns, params),
      ...hiddenLayers(columns, params),
      heads(number('members'), answersPerRow(task), isOfNumbers(task) ? 'linear' : 'softmax'),
    ],
    options: () => ({
      initialisation: 'by-fan-in',
      learningRate: number('learningRate'),
      schedule: { kind: 'flat-cosine' },
      weightDecay: number('weightDecay'),
      clipNorm: CLIP_NORM,
      batchSize: Math.max(1, Math.round(number('batchFactor') * batchSizeFor(set.x.rows))),
      epochs: number('epochs'),
      coolDown: { patience: number('patience') },
    }),
  };
}

function embeddingOf(set: TrainingSet, columns: EmbeddedColumns, params: Params): Layer {
  const { numbers, cardinalities } = columns;
  const rule = wordParam(params, 'edges', EDGES);
  const edges = numbers.map((column) =>
    piecewiseEdges(columnValues(set.x, column), numberParam(params, 'bins'), rule),
  );
  const width = numberParam(params, 'embeddingWidth');
  return embedding(
    edges.length > 0 ? { kind: 'piecewise-linear', edges, width } : null,
    cardinalities.length > 0
      ? { cardinalities, width: LEVEL_WIDTH, sigma: 1 / Math.sqrt(3) }
      : null,
  );
}

function hiddenLayers({ numbers }: EmbeddedColumns, params: Params): Layer[] {
  const rate = numberParam(params, 'dropout');
  const blocks = Array.from({ length: numberParam(params, 'depth') }, () => {
    const layer = dense(numberParam(params, 'width'), 'relu');
    return rate > 0 ? [layer, dropout(rate)] : [layer];
  });
  const adapter = scale(numberParam(params, 'members'), numbers.length > 0 ? 'normal' : 'signs');
  return [adapter, ...blocks.flat()];
}

/** Larger batches for more rows, so that an epoch has steps enough and no more than it needs. */
function batchSizeFor(rows: number): number {
  if (rows < 2800) return 64;
  if (rows < 6400) return 128;
  return rows < 32_000 ? 256 : 512;
}
