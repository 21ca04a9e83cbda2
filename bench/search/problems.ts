/** Functions to minimize, each with its space and its least value. */
import { choice, float, int } from '../../src/study/study-space.js';
import { ackley, inBox, levy, type Point, sum } from './functions.js';
import { HELD_OUT } from './held-out.js';
import type { Problem } from './problem.js';
import { tableProblems } from './tables.js';

/** Functions of optimization (Surjanovic and Bingham, "Virtual library of simulation experiments"). */
function branin(x: number, y: number): number {
  const b = 5.1 / (4 * Math.PI ** 2);
  const bow = (y - b * x ** 2 + (5 / Math.PI) * x - 6) ** 2;
  return bow + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
}
const BRANIN_LEAST = 0.39788735772973816;

const HARTMANN_ALPHA = [1, 1.2, 3, 3.2];
const HARTMANN_A = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const HARTMANN_P = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
];
function hartmann6(x: Point): number {
  const peaks = HARTMANN_ALPHA.map((alpha, i) => {
    const far = x.map(
      (own, j) => (HARTMANN_A[i]?.[j] ?? 0) * (own - (HARTMANN_P[i]?.[j] ?? 0) / 10_000) ** 2,
    );
    return alpha * Math.exp(-sum(far));
  });
  return -sum(peaks);
}

function rosenbrock(x: Point): number {
  return sum(
    x.slice(1).map((next, i) => 100 * (next - (x[i] ?? 0) ** 2) ** 2 + (1 - (x[i] ?? 0)) ** 2),
  );
}

const FUNCTIONS: readonly Problem[] = [
  {
    name: 'branin',
    kind: 'function',
    space: { x: float(-5, 10), y: float(0, 15) },
    value: ({ x, y }) => branin(Number(x), Number(y)),
    least: BRANIN_LEAST,
  },
  inBox('hartmann6', 6, [0, 1], hartmann6, -3.32236801141551),
  inBox('rosenbrock4', 4, [-5, 10], rosenbrock),
  // Their least point is not the middle of the box, where some begin.
  inBox('ackley5', 5, [-20, 40], ackley),
  inBox('levy8', 8, [-10, 10], levy),
  {
    // A bowl over logarithms that are turned, with a whole number and two choices.
    name: 'mixed-log',
    kind: 'function',
    space: {
      rate: float(1e-5, 1, { log: true }),
      decay: float(1e-6, 1, { log: true }),
      width: int(8, 1024, { log: true }),
      depth: int(1, 8),
      gate: choice(['relu', 'tanh', 'gelu', 'selu']),
      norm: choice(['none', 'batch', 'layer']),
    },
    value(params) {
      const rate = Math.log10(Number(params.rate)) + 3;
      const decay = Math.log10(Number(params.decay)) + 4;
      const width = Math.log2(Number(params.width)) - 7;
      const depth = Number(params.depth) - 4;
      const gate = { relu: 0.3, tanh: 0.8, gelu: 0, selu: 0.5 }[String(params.gate)] ?? 0;
      const norm = { none: 0.6, batch: 0.2, layer: 0 }[String(params.norm)] ?? 0;
      return (
        (rate + decay) ** 2 +
        0.2 * (rate - decay) ** 2 +
        0.1 * (width + depth) ** 2 +
        0.05 * depth ** 2 +
        gate +
        norm
      );
    },
    least: 0,
  },
];

const CONDITIONAL: readonly Problem[] = [
  {
    // Three families, one with a narrow valley of the least value.
    name: 'families',
    kind: 'conditional',
    space: {
      family: choice({
        linear: { penalty: float(1e-4, 10, { log: true }) },
        trees: { depth: int(1, 12), rate: float(0.01, 1, { log: true }), rows: float(0.3, 1) },
        net: {
          width: int(8, 512, { log: true }),
          step: float(1e-5, 1, { log: true }),
          drop: float(0, 0.6),
          gate: choice(['relu', 'tanh', 'gelu']),
        },
      }),
      scale: choice(['none', 'standard', 'ranks']),
    },
    value(params) {
      const scale = { none: 0.2, standard: 0, ranks: 0.1 }[String(params.scale)] ?? 0;
      if (params.family === 'linear')
        return 1 + (Math.log10(Number(params.penalty)) / 4) ** 2 + scale;
      if (params.family === 'trees') {
        const rate = Math.log10(Number(params.rate)) + 1.2;
        const depth = Number(params.depth) - 6;
        return (
          0.3 +
          (depth / 6 + rate) ** 2 +
          0.3 * rate ** 2 +
          (Number(params.rows) - 0.8) ** 2 +
          scale / 4
        );
      }
      const step = Math.log10(Number(params.step)) + 3;
      const width = Math.log2(Number(params.width)) - 7;
      const gate = params.gate === 'gelu' ? 0 : 0.15;
      return (
        (step + width / 3) ** 2 +
        0.1 * width ** 2 +
        2 * (Number(params.drop) - 0.2) ** 2 +
        gate +
        scale
      );
    },
    least: 0,
  },
  {
    // A choice inside a choice; functions whose values are alike.
    name: 'nested',
    kind: 'conditional',
    space: {
      way: choice({
        branin: { x: float(-5, 10), y: float(0, 15) },
        ackley: {
          a: float(-20, 40),
          b: float(-20, 40),
          more: choice({ yes: { c: float(-20, 40) }, no: {} }),
        },
        levy: { p: float(-10, 10), q: float(-10, 10), r: float(-10, 10) },
      }),
    },
    value(params) {
      const { way, more } = params;
      if (way === 'branin') return branin(Number(params.x), Number(params.y)) - BRANIN_LEAST + 0.5;
      if (way === 'levy') return levy([params.p, params.q, params.r].map(Number));
      const [a, b] = [Number(params.a), Number(params.b)];
      return more === 'yes' ? ackley([a, b, Number(params.c)]) + 0.2 : ackley([a, b]) + 1;
    },
    least: 0,
  },
];

export const PROBLEMS: readonly Problem[] = [
  ...FUNCTIONS,
  ...CONDITIONAL,
  ...HELD_OUT,
  ...tableProblems(),
];
