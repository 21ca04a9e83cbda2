import type { DenseLayer } from '../../../../engine/network.js';
import type { Graph } from '../../graph.js';

/** Of leaky ReLU below 0. */
const LEAK = 0.01;
/** The fixed point of SELU (Klambauer et al. 2017). */
const SELU = { alpha: 1.6732632423543772, gamma: 1.0507009873554805 };

/** f(x), value by value; softmax over the last axis. */
export function lowerActivation(graph: Graph, kind: DenseLayer['activation'], x: string): string {
  const scalar = (value: number) => graph.floats([value], []);
  switch (kind) {
    case 'linear':
      return x;
    case 'relu':
      return graph.add('Relu', [x]);
    case 'sigmoid':
      return graph.add('Sigmoid', [x]);
    case 'tanh':
      return graph.add('Tanh', [x]);
    case 'step': {
      const isOn = graph.add('GreaterOrEqual', [x, scalar(0)]);
      return graph.add('Where', [isOn, scalar(1), scalar(-1)]);
    }
    case 'leaky-relu':
      return graph.add('LeakyRelu', [x], { alpha: { float: LEAK } });
    case 'elu':
      return graph.add('Elu', [x], { alpha: { float: 1 } });
    case 'selu':
      return graph.add('Selu', [x], {
        alpha: { float: SELU.alpha },
        gamma: { float: SELU.gamma },
      });
    case 'gelu': {
      const erf = graph.add('Erf', [graph.add('Mul', [x, scalar(Math.SQRT1_2)])]);
      const half = graph.add('Mul', [x, scalar(0.5)]);
      return graph.add('Mul', [half, graph.add('Add', [erf, scalar(1)])]);
    }
    case 'silu':
      return graph.add('Mul', [x, graph.add('Sigmoid', [x])]);
    case 'mish':
      return graph.add('Mul', [x, graph.add('Tanh', [graph.add('Softplus', [x])])]);
    case 'exponential':
      return graph.add('Exp', [x]);
    case 'relu6':
      return graph.add('Clip', [x, scalar(0), scalar(6)]);
    case 'softmax':
      return graph.add('Softmax', [x], { axis: { int: -1 } });
  }
}
