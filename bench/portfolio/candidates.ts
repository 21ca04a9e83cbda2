import { familyNamed } from '../../src/models/families.js';
import { variantDefaults } from '../../src/preprocessing/preprocessing-options.js';
import { variantSpace } from '../../src/preprocessing/variants.js';
import { sampleParams } from '../../src/space/sample-params.js';
import type { Params } from '../../src/space/search-space.js';
import type { TrialConfig } from '../../src/trial/trial.js';
import { randomStream } from '../../src/util/random.js';

/** Tables that an order is learnt on: of few rows, or of many. */
export type Size = 'few' | 'many';

/** What differs from a family's first configuration, and how many more are drawn from its space. */
interface Kinds {
  readonly by: readonly Params[];
  readonly drawn: number;
  readonly withoutFirst?: boolean;
}

/** For tables of up to some thousand rows. */
const OF_FEW = {
  linear: { by: [{ levels: 'target' }], drawn: 2 },
  'boosted-trees': {
    by: [
      { learningRate: 0.05, maxLeaves: 12, maxDepth: 6, lambda: 5 },
      { learningRate: 0.03, maxLeaves: 8, maxDepth: 4, lambda: 10, columnShare: 0.5 },
      { learningRate: 0.08, maxLeaves: 63, maxDepth: 12, minChildRows: 10 },
      { splitter: 'random', learningRate: 0.05, maxLeaves: 16, lambda: 3 },
      { levels: 'target', learningRate: 0.05, maxLeaves: 16, lambda: 3 },
      { loss: 'huber', learningRate: 0.05, maxLeaves: 16 },
    ],
    drawn: 3,
  },
  'symmetric-trees': {
    by: [
      { maxDepth: 4, learningRate: 0.08 },
      { maxDepth: 6, learningRate: 0.03, lambda: 10, columnShare: 0.5 },
      { maxDepth: 8, learningRate: 0.08 },
      { levels: 'target' },
      { maxDepth: 5, learningRate: 0.12, bins: 127 },
    ],
    drawn: 2,
  },
  tabm: {
    by: [
      { width: 64 },
      { dropout: 0.3, weightDecay: 0.03 },
      { depth: 1, width: 192 },
      { depth: 3, learningRate: 0.001 },
      { bins: 12, edges: 'quantiles', embeddingWidth: 4 },
    ],
    drawn: 1,
  },
  realmlp: {
    by: [
      { epochs: 64 },
      { epochs: 64, embedding: 'none' },
      { epochs: 64, dropout: 0.3, width: 128 },
      { epochs: 128, labelSmoothing: 0 },
    ],
    drawn: 2,
  },
  mlp: { by: [{ width1: 128, width2: 64 }, { dropout: 0.3 }], drawn: 2 },
  // Their first configurations take several times as long on many classes or columns.
  'extra-trees': { withoutFirst: true, by: [{ minLeaf: 5 }, { columnShare: 0.15 }], drawn: 0 },
  'random-forest': { withoutFirst: true, by: [{ minLeaf: 5, columnShare: 0.25 }], drawn: 0 },
  'elastic-net': { by: [], drawn: 1 },
  neighbours: { by: [{ scaling: 'quantile' }], drawn: 1 },
} satisfies Readonly<Record<string, Kinds>>;

/** For tables of many rows: more trees, which are fast there, and no network whose schedule takes minutes. */
const OF_MANY: Readonly<Record<string, Kinds>> = {
  linear: OF_FEW.linear,
  // Without the slowest.
  'boosted-trees': { by: OF_FEW['boosted-trees'].by.toSpliced(1, 1), drawn: 5 },
  'symmetric-trees': {
    by: [
      ...OF_FEW['symmetric-trees'].by,
      { maxDepth: 4, places: 'all' },
      { maxDepth: 4, targetScale: 'log', rowShare: 0.6 },
    ],
    drawn: 5,
  },
  tabm: OF_FEW.tabm,
  realmlp: { withoutFirst: true, by: OF_FEW.realmlp.by.slice(2), drawn: 2 },
  mlp: { by: OF_FEW.mlp.by.slice(1), drawn: 3 },
  'extra-trees': { withoutFirst: true, by: OF_FEW['extra-trees'].by.slice(0, 1), drawn: 0 },
  'random-forest': OF_FEW['random-forest'],
  'elastic-net': { by: [], drawn: 0 },
  neighbours: OF_FEW.neighbours,
};

const KINDS: Readonly<Record<Size, Readonly<Record<string, Kinds>>>> = {
  few: OF_FEW,
  many: OF_MANY,
};

/** Schedules that a bench can wait for. */
const EPOCHS = 64;

/** The configurations that a portfolio is chosen from: first ones of families, what differs from them, and draws. */
export function portfolioCandidates(size: Size): readonly TrialConfig[] {
  return Object.entries(KINDS[size]).flatMap(([family, { by, drawn, withoutFirst }]) => {
    const { defaults, space } = familyNamed(family);
    const first = { ...variantDefaults, ...defaults };
    const draws = Array.from({ length: drawn }, (_, i) => {
      const random = randomStream('portfolio', family, i);
      const params = { ...first, ...sampleParams({ ...variantSpace, ...space }, random) };
      return family === 'realmlp' ? { ...params, epochs: EPOCHS } : params;
    });
    const all = [
      ...(withoutFirst ? [] : [first]),
      ...by.map((params) => ({ ...first, ...params })),
      ...draws,
    ];
    return all.map((params) => ({ family, params }));
  });
}
