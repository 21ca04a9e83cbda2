import {
  activation,
  batchEnsemble,
  batchNorm,
  blendedActivation,
  dense,
  dropout,
  embedding,
  heads,
  type Layer,
  layerNorm,
  predictNetwork,
  residual,
  scale,
  sequential,
  shift,
  type TrainedNetwork,
} from '../../../../src/engine/index.js';
import { ACTIVATIONS, BLENDED_ACTIVATIONS } from '../../../../src/engine/kernels/kernels.js';
import { parameterShapes, shapeLayers } from '../../../../src/engine/layer-shapes.js';
import { cast } from '../../../../src/export/onnx/arithmetic.js';
import { createGraph } from '../../../../src/export/onnx/graph.js';
import { lowerNetwork } from '../../../../src/export/onnx/models/network/lower-network.js';
import { onnxFile } from '../../../../src/export/onnx/onnx-file.js';
import { createMatrix } from '../../../../src/matrix/matrix.js';
import { randomStream } from '../../../../src/util/random.js';

const ROWS = 50;
/** Three columns of numbers, one of codes, two more of numbers. */
const COLUMNS = 6;
const LEVELS = 4;

export interface LayerCase {
  readonly title: string;
  readonly layers: readonly Layer[];
}

const levels = { cardinalities: [LEVELS], width: 4, sigma: 1 };
const edges = [
  [-1, 0, 0.5, 1.5],
  [-0.25, 2],
  [-2, -1, 0, 1, 2],
];

/** Every kind of layer, those among them that no family has. */
export const layerCases: readonly LayerCase[] = [
  ...ACTIVATIONS.map((curve) => ({ title: curve, layers: [dense(8, curve), dense(2)] })),
  ...BLENDED_ACTIVATIONS.map((curve) => ({
    title: `blended ${curve}`,
    layers: [dense(8), blendedActivation(curve), dense(2)],
  })),
  {
    title: 'norms, a block and a softmax',
    layers: [
      dense(8, 'linear', { bias: false }),
      batchNorm(),
      activation('gelu'),
      dropout(0.3),
      residual([layerNorm(), dense(8, 'silu')]),
      dense(3, 'softmax'),
    ],
  },
  {
    title: 'piecewise-linear vectors and vectors of levels',
    layers: [
      embedding({ kind: 'piecewise-linear', edges, width: 4 }, levels),
      dense(8, 'relu'),
      dense(2),
    ],
  },
  {
    title: 'periodic vectors',
    layers: [
      embedding({ kind: 'periodic', columns: 3, frequencies: 8, width: 4, sigma: 1 }),
      dense(8, 'relu'),
      dense(2),
    ],
  },
  {
    title: 'vectors of levels alone',
    layers: [
      embedding({ kind: 'periodic', columns: 3, frequencies: 8, width: 8, sigma: 1 }, levels),
      scale(),
      shift(),
      dense(2),
    ],
  },
  { title: 'heads on what members share', layers: [dense(8, 'relu'), heads(3, 2)] },
  {
    title: 'members with heads',
    layers: [scale(3), shift(3), dense(8, 'relu'), layerNorm(), heads(3, 4, 'softmax')],
  },
  {
    title: 'members that share their output',
    layers: [...batchEnsemble(4, 8), activation('tanh'), scale(), dense(3, 'softmax')],
  },
];

/** A file of such a network with random parameters, what goes into it, and what the engine makes of that. */
export function networkFile(layers: readonly Layer[]) {
  const trained = drawnNetwork(layers);
  const x = createMatrix(ROWS, COLUMNS);
  const random = randomStream('network inputs');
  for (let i = 0; i < x.data.length; i++) {
    x.data[i] = i % COLUMNS === 3 ? random.integer(LEVELS) : random.normal();
  }
  const wanted = Float64Array.from(
    predictNetwork(trained, { rows: ROWS, dense: x, sparse: undefined }),
  );
  const columns = wanted.length / ROWS;
  const graph = createGraph();
  graph.input({ name: 'x', type: 'double', dims: ['N', COLUMNS] });
  const from = { dense: cast(graph, 'x', 'float'), sparse: undefined, rows: '' };
  const answers = cast(graph, lowerNetwork(graph, trained, from), 'double');
  graph.output(answers, { name: 'answers', type: 'double', dims: ['N', columns] });
  const bytes = onnxFile({ graph, name: 'case', producerVersion: '0', metadata: [] });
  return { bytes, feeds: { x: { columns: COLUMNS, data: Float64Array.from(x.data) } }, wanted };
}

/** Variances are above 0. */
function drawnNetwork(layers: readonly Layer[]): TrainedNetwork {
  const network = sequential(layers);
  const random = randomStream('network parameters');
  const widths = { inputs: COLUMNS, sparseInputs: 0 };
  const tables = parameterShapes(shapeLayers(network, widths));
  const drawn = tables.flatMap(({ role, rows, columns }) =>
    Array.from({ length: rows * columns }, () =>
      role === 'variances' ? 0.5 + random.next() : 0.5 * random.normal(),
    ),
  );
  return { kind: 'trained-network', network, ...widths, parameters: Float32Array.from(drawn) };
}
