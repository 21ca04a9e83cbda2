import type { Activation } from '../../../../engine/kernels/kernels.js';
import type { Graph } from '../../graph.js';

/** An activation of floats, value by value. */
export function lowerActivation(graph: Graph, kind: Activation, x: string): string {
  const number = (value: number) => graph.floats([value], []);
  const mul = (a: string, b: string) => graph.add('Mul', [a, b]);
  switch (kind) {
    case 'linear':
      return x;
    case 'relu':
      return graph.add('Relu', [x]);
    case 'sigmoid':
      return graph.add('Sigmoid', [x]);
    case 'tanh':
      return graph.add('Tanh', [x]);
    case 'step':
      return graph.add('Where', [
        graph.add('GreaterOrEqual', [x, number(0)]),
        number(1),
        number(-1),
      ]);
    case 'leaky-relu':
      return graph.add('LeakyRelu', [x], { alpha: { float: 0.01 } });
    case 'elu':
      return graph.add('Elu', [x]);
    case 'selu':
      return graph.add('Selu', [x]);
    case 'gelu': {
      const half = graph.add('Erf', [mul(x, number(Math.SQRT1_2))]);
      return mul(mul(x, number(0.5)), graph.add('Add', [half, number(1)]));
    }
    case 'silu':
      return mul(x, graph.add('Sigmoid', [x]));
    case 'mish':
      return mul(x, graph.add('Tanh', [graph.add('Softplus', [x])]));
    case 'exponential':
      return graph.add('Exp', [x]);
  }
}

/** The same, or softmax over the columns. */
export function lowerOutput(graph: Graph, kind: Activation | 'softmax', x: string): string {
  return kind === 'softmax'
    ? graph.add('Softmax', [x], { axis: { int: -1 } })
    : lowerActivation(graph, kind, x);
}
