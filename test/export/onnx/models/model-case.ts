import { createGraph } from '../../../../src/export/onnx/graph.js';
import type { DesignTensors } from '../../../../src/export/onnx/models/lower-model.js';
import { lowerings } from '../../../../src/export/onnx/models/lowerings.js';
import { onnxFile } from '../../../../src/export/onnx/onnx-file.js';
import {
  codesBlock,
  type DesignMatrix,
  denseBlock,
  rawBlock,
  sparseBlock,
} from '../../../../src/matrix/design-matrix.js';
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
      { kind: 'raw', rows, columns: raw, features: named('raw', 3) },
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
  const y = answersFor(task, x);
  const { saved } = trainOne();
  return saved;
  function trainOne() {
    let score = 0;
    const model = family.train(
      { x, y },
      { ...family.defaults, ...params },
      {
        task,
        metric: task.kind === 'regression' ? 'rmse' : 'log_loss',
        kernels: 'auto',
        validation: { x, score: () => ++score },
        shouldStop: () => false,
        random: randomStream(`train ${name}`),
      },
    );
    return { saved: family.save(model) };
  }
}

/** Classes, or numbers, that hang on the first columns of all blocks. */
function answersFor({ kind, classes }: TaskShape, x: DesignMatrix): Float32Array {
  const random = randomStream('answers');
  return Float32Array.from({ length: x.rows }, (_, row) => {
    const number = (rawBlock(x)?.columns[0]?.[row] ?? 1e9) - 1e9;
    const gap = Number.isNaN(rawBlock(x)?.columns[1]?.[row] ?? 0) ? 1 : 0;
    const matrix = denseBlock(x)?.matrix;
    const scaled = matrix?.data[row * matrix.columns] ?? 0;
    const code = codesBlock(x)?.codes[2 * row] ?? 0;
    const sum = number + gap + scaled + Math.sin(code) + 0.2 * random.normal();
    if (kind === 'regression') return sum;
    return Math.max(0, Math.min(classes - 1, Math.floor((sum + 2) * (classes / 4))));
  });
}

export interface OnnxFeed {
  readonly type: 'double' | 'float' | 'int64';
  readonly dims: readonly number[];
  readonly data: readonly number[];
}

/** A file of the model alone: what goes in is the design matrix, what comes out is `answers`. */
export function modelFile(
  name: string,
  saved: SavedModel,
  task: TaskShape,
  x: DesignMatrix,
): Uint8Array {
  const graph = createGraph();
  const feeds = feedsOf(x);
  for (const [input, { type, dims }] of Object.entries(feeds)) {
    graph.input({ name: input, type, dims: ['N', ...dims.slice(1)] });
  }
  const value = lowerings[name]?.(graph, saved, tensorsOf(graph, x), task) ?? '';
  const columns = Math.max(1, task.classes);
  const answers = graph.add('Cast', [value], { to: { int: 11 } });
  graph.output(answers, { name: 'answers', type: 'double', dims: ['N', columns] });
  return onnxFile({ graph, name: 'case', producerVersion: '0', metadata: [] });
}

function tensorsOf(graph: ReturnType<typeof createGraph>, x: DesignMatrix): DesignTensors {
  const first = Object.keys(feedsOf(x))[0] ?? '';
  const shape = graph.add('Shape', [first]);
  const ints = (value: number) => graph.ints([value], [1]);
  const rows = graph.add('Slice', [shape, ints(0), ints(1)]);
  const [raw, dense, sparse, codes] = [rawBlock(x), denseBlock(x), sparseBlock(x), codesBlock(x)];
  return {
    rows,
    raw: raw && { name: 'raw', columns: raw.columns.length },
    dense: dense && { name: 'dense', columns: dense.matrix.columns },
    sparse: sparse && { name: 'sparse', columns: sparse.matrix.columns },
    codes: codes && { name: 'codes', cardinalities: codes.cardinalities },
  };
}

/** The blocks of a matrix as tensors, by their kind. */
export function feedsOf(x: DesignMatrix): Record<string, OnnxFeed> {
  const { rows } = x;
  const [raw, dense, sparse, codes] = [rawBlock(x), denseBlock(x), sparseBlock(x), codesBlock(x)];
  const feeds: Record<string, OnnxFeed> = {};
  const put = (
    kind: string,
    type: OnnxFeed['type'],
    columns: number,
    valueAt: (row: number, column: number) => number,
  ) => {
    const data = Array.from({ length: rows * columns }, (_, i) =>
      valueAt(Math.floor(i / columns), i % columns),
    );
    feeds[kind] = { type, dims: [rows, columns], data };
  };
  if (raw) put('raw', 'double', raw.columns.length, (r, c) => raw.columns[c]?.[r] ?? 0);
  if (dense) {
    const { columns, data } = dense.matrix;
    put('dense', 'float', columns, (r, c) => data[r * columns + c] ?? 0);
  }
  if (sparse) {
    const { columns, offsets, indices, values } = sparse.matrix;
    const all = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      for (let i = offsets[row] ?? 0; i < (offsets[row + 1] ?? 0); i++) {
        all[row * columns + (indices[i] ?? 0)] = values[i] ?? 0;
      }
    }
    put('sparse', 'float', columns, (r, c) => all[r * columns + c] ?? 0);
  }
  if (codes) {
    const { cardinalities } = codes;
    put('codes', 'int64', cardinalities.length, (r, c) => codes.codes[r * cardinalities.length + c] ?? 0);
  }
  return feeds;
}
