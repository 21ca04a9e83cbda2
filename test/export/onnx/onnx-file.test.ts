import { expect, test } from 'vitest';
import { createGraph } from '../../../src/export/onnx/graph.js';
import { onnxFile } from '../../../src/export/onnx/onnx-file.js';
import { doubleTensor } from '../../../src/export/onnx/tensor.js';
import { readOnnx } from './read-onnx.js';

const metadata = [['format', 'autofit']] as const;
const file = (graph: ReturnType<typeof createGraph>) =>
  readOnnx(onnxFile({ graph, name: 'test', producerVersion: '1', metadata }));

test('a file holds versions, metadata, inputs, outputs, nodes and constants by the numbers of onnx.proto', () => {
  const graph = createGraph();
  const x = graph.input({ name: 'größe', type: 'double', dims: ['N', 1] });
  const sum = graph.add('Add', [x, graph.doubles([1e9, -0.5], [1, 2])]);
  graph.output(sum, { name: 'sum', type: 'double', dims: ['N', 2] });
  const read = file(graph);
  expect(read.ir).toBe(8);
  expect(read.opsets).toEqual({ '': 17, 'ai.onnx.ml': 3 });
  expect(read.metadata).toEqual({ format: 'autofit' });
  expect(read.inputs).toEqual([{ name: 'größe', type: 11, dims: ['N', 1] }]);
  expect(read.outputs).toEqual([{ name: 'sum', type: 11, dims: ['N', 2] }]);
  const [tensor] = read.tensors;
  expect(tensor).toMatchObject({ type: 11, dims: [1, 2] });
  expect(new Float64Array(tensor?.raw.buffer ?? new ArrayBuffer())).toEqual(
    Float64Array.of(1e9, -0.5),
  );
  expect(read.nodes.map(({ op, inputs, outputs }) => [op, inputs, outputs])).toEqual([
    ['Add', ['größe', tensor?.name], [sum]],
    ['Identity', [sum], ['sum']],
  ]);
});

test('attributes of each kind are read as they were given', () => {
  const graph = createGraph();
  const attributes = {
    alpha: { float: 0.25 },
    axis: { int: -1 },
    mode: { string: 'ö' },
    places: { ints: [-2, 0, 3] },
    weights: { floats: Float64Array.of(0.5, Number.NaN) },
    keys: { strings: ['', 'b'] },
    values: { tensor: doubleTensor([2], [1]) },
  };
  graph.add('Any', [], attributes, 'ai.onnx.ml');
  const [node] = file(graph).nodes;
  expect(node?.domain).toBe('ai.onnx.ml');
  const { values, ...rest } = node?.attributes ?? {};
  expect(rest).toEqual({
    alpha: 0.25,
    axis: -1,
    mode: 'ö',
    places: [-2, 0, 3],
    weights: [0.5, Number.NaN],
    keys: ['', 'b'],
  });
  expect(values).toMatchObject({ type: 11, dims: [1] });
});

test('equal nodes and constants are one, and others are not', () => {
  const graph = createGraph();
  const [one, other] = [graph.floats([1, 2], [2]), graph.floats([1, 2], [1, 2])];
  expect(graph.floats([1, 2], [2])).toBe(one);
  expect(other).not.toBe(one);
  expect(graph.doubles([0], [])).not.toBe(graph.doubles([-0], []));
  const sum = graph.add('Add', [one, other]);
  expect(graph.add('Add', [one, other])).toBe(sum);
  expect(graph.add('Add', [other, one])).not.toBe(sum);
  const cast = (to: number) => graph.add('Cast', [one], { to: { int: to } });
  expect(cast(1)).not.toBe(cast(7));
  expect(graph.nodes).toHaveLength(4);
});

test('a constant whose size is not that of its values is a bug', () => {
  expect(() => createGraph().ints([1, 2, 3], [2, 2])).toThrow('a tensor of 2 × 2 got 3 values');
});
