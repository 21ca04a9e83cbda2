import { cast } from '../../../../src/export/onnx/arithmetic.js';
import { createGraph, type Graph } from '../../../../src/export/onnx/graph.js';
import type { DesignTensors } from '../../../../src/export/onnx/models/lower-model.js';
import { lowerings } from '../../../../src/export/onnx/models/lowerings.js';
import { onnxFile } from '../../../../src/export/onnx/onnx-file.js';
import {
  type Block,
  codesBlock,
  type DesignMatrix,
  denseBlock,
  rawBlock,
  rawNumbers,
} from '../../../../src/matrix/design-matrix.js';
import { eachEntry } from '../../../../src/matrix/matrix.js';
import { familyNamed } from '../../../../src/models/families.js';
import type { SavedModel } from '../../../../src/models/model-family.js';
import type { Params } from '../../../../src/space/search-space.js';
import { randomStream } from '../../../../src/util/random.js';
import type { TaskShape } from '../../../../src/util/task-kind.js';

const CARDINALITIES = [40, 5];
const SPARSE = 6;

/** A matrix with all kinds of columns: far numbers with small steps, gaps, flags, many levels, and few entries a row. */
export function caseDesign(rows: number, seed: string): DesignMatrix {
  const random = randomStream(seed);
  const numbers = (draw: () => number) => Float64Array.from({ length: rows }, draw);
  const raw = [
    numbers(() => 1e9 + 1e-3 * Math.round(1000 * random.normal())),
    numbers(() => (random.integer(4) === 0 ? Number.NaN : random.normal())),
    numbers(() => random.integer(7)),
  ];
  const dense = Float32Array.from({ length: rows * 4 }, (_, i) =>
    i % 4 === 3 ? random.integer(2) : random.normal(),
  );
  const codes = Int32Array.from({ length: rows * 2 }, (_, i) =>
    random.integer(CARDINALITIES[i % 2] ?? 1),
  );
  const offsets = Int32Array.from({ length: rows + 1 }, (_, row) => 2 * row);
  const indices = Int32Array.from({ length: 2 * rows }, (_, i) => (i % 2) * 3 + random.integer(3));
  const values = new Float32Array(2 * rows).map((_, i) => (i % 2 ? 1 : random.normal()));
  const named = (kind: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({ name: `${kind}${i}`, source: `${kind}${i}` }));
  return {
    rows,
    blocks: [
      { kind: 'raw', rows, columns: raw.map((values) => ({ values })), features: named('raw', 3) },
      {
        kind: 'dense',
        matrix: { rows, columns: 4, data: dense },
        features: named('dense', 4),
      },
      {
        kind: 'sparse',
        matrix: { rows, columns: SPARSE, offsets, indices, values },
        features: named('sparse', SPARSE),
      },
      { kind: 'codes', rows, codes, cardinalities: CARDINALITIES, features: named('codes', 2) },
    ],
  };
}

/** The blocks that a family takes: other ones would not be made for it. */
export function designFor(family: string, x: DesignMatrix): DesignMatrix {
  const { numbers, categories } = familyNamed(family).inputs;
  const kinds = new Set([
    numbers === 'raw' ? 'raw' : 'dense',
    'sparse',
    categories === 'one-hot' ? 'sparse' : 'codes',
  ]);
  return { rows: x.rows, blocks: x.blocks.filter(({ kind }) => kinds.has(kind)) };
}

/** A fitted model of a family on what such a matrix says. */
export function fittedCase(
  name: string,
  task: TaskShape,
  x: DesignMatrix,
  params: Params,
): SavedModel {
  const family = familyNamed(name);
  let score = 0;
  const model = family.train(
    { x, y: answersFor(task, x) },
    { ...family.defaults, ...params },
    {
      task,
      metric: task.kind === 'regression' ? 'rmse' : 'log_loss',
      kernels: 'auto',
      // Each epoch, or round, is the best one so far.
      validation: { x, score: () => ++score },
      shouldStop: () => false,
      random: randomStream(`train ${name}`),
    },
  );
  return family.save(model);
}

/** Classes, or numbers, that hang on the first columns of all blocks. */
function answersFor({ kind, classes }: TaskShape, x: DesignMatrix): Float32Array {
  const random = randomStream('answers');
  return Float32Array.from({ length: x.rows }, (_, row) => {
    const number = (rawBlock(x)?.columns[0]?.values[row] ?? 1e9) - 1e9;
    const gap = Number.isNaN(rawBlock(x)?.columns[1]?.values[row] ?? 0) ? 1 : 0;
    const matrix = denseBlock(x)?.matrix;
    const scaled = matrix?.data[row * matrix.columns] ?? 0;
    const code = codesBlock(x)?.codes[2 * row] ?? 0;
    const sum = number + gap + scaled + Math.sin(code) + 0.2 * random.normal();
    if (kind === 'regression') return sum;
    return Math.max(0, Math.min(classes - 1, Math.floor((sum + 2) * (classes / 4))));
  });
}

/** What goes into a graph: doubles in all of them, row after row. */
export type Feeds = Readonly<
  Record<string, { readonly columns: number; readonly data: Float64Array }>
>;

/** A file of the model alone: what goes in is the design matrix, what comes out is `answers`. */
export function modelFile(
  family: string,
  saved: SavedModel,
  task: TaskShape,
  x: DesignMatrix,
): Uint8Array {
  const lower = lowerings[family];
  if (!lower) throw new Error(`no lowering of ${family}`);
  const graph = createGraph();
  const answers = cast(graph, lower(graph, saved, designTensors(graph, x), task), 'double');
  const columns = Math.max(1, task.classes);
  graph.output(answers, { name: 'answers', type: 'double', dims: ['N', columns] });
  return onnxFile({ graph, name: 'case', producerVersion: '0', metadata: [] });
}

/** The blocks of a matrix as inputs of a graph. */
export function designTensors(graph: Graph, x: DesignMatrix): DesignTensors {
  const feeds = feedsOf(x);
  for (const [name, { columns }] of Object.entries(feeds)) {
    graph.input({ name, type: 'double', dims: ['N', columns] });
  }
  const [first = ''] = Object.keys(feeds);
  const ints = (value: number) => graph.ints([value], [1]);
  const rows = graph.add('Slice', [graph.add('Shape', [first]), ints(0), ints(1)]);
  const floats = (name: string) => {
    const feed = feeds[name];
    return feed && { name: cast(graph, name, 'float'), columns: feed.columns };
  };
  const { raw } = feeds;
  const codes = codesBlock(x);
  return {
    rows,
    raw: raw && { name: 'raw', columns: raw.columns },
    dense: floats('dense'),
    sparse: floats('sparse'),
    codes: codes && { name: cast(graph, 'codes', 'int64'), cardinalities: codes.cardinalities },
  };
}

/** The blocks of a matrix by their kind, sparse ones with all their zeros. */
export function feedsOf(x: DesignMatrix): Feeds {
  return Object.fromEntries(x.blocks.map((block) => [block.kind, feedOf(block, x.rows)]));
}

function feedOf(block: Block, rows: number): Feeds[string] {
  switch (block.kind) {
    case 'raw': {
      const columns = block.columns.map((column) => rawNumbers(column));
      const count = columns.length;
      const data = new Float64Array(rows * count).map(
        (_, i) => columns[i % count]?.[Math.floor(i / count)] ?? 0,
      );
      return { columns: count, data };
    }
    case 'dense':
      return { columns: block.matrix.columns, data: Float64Array.from(block.matrix.data) };
    case 'codes':
      return { columns: block.cardinalities.length, data: Float64Array.from(block.codes) };
    case 'sparse': {
      const { columns } = block.matrix;
      const data = new Float64Array(rows * columns);
      for (let row = 0; row < rows; row++) {
        eachEntry(block.matrix, row, (column, value) => {
          data[row * columns + column] = value;
        });
      }
      return { columns, data };
    }
    case 'pixels':
      throw new Error('pictures are not exported');
  }
}
