/** Problems that no sampler was tuned on: they were chosen before any of them was run (Surjanovic and Bingham, as the others). */
import { choice, float } from '../../src/study/study-space.js';
import { inBox, levy, type Point, sum } from './functions.js';
import type { Problem } from './problem.js';

function rastrigin(x: Point): number {
  return 10 * x.length + sum(x.map((own) => own ** 2 - 10 * Math.cos(2 * Math.PI * own)));
}

function griewank(x: Point): number {
  const waves = x.map((own, i) => Math.cos(own / Math.sqrt(i + 1)));
  return sum(x.map((own) => own ** 2)) / 4000 - waves.reduce((all, own) => all * own, 1) + 1;
}

function styblinskiTang(x: Point): number {
  return sum(x.map((own) => own ** 4 - 16 * own ** 2 + 5 * own)) / 2;
}

const HARTMANN3_A = [
  [3, 10, 30],
  [0.1, 10, 35],
  [3, 10, 30],
  [0.1, 10, 35],
];
const HARTMANN3_P = [
  [3689, 1170, 2673],
  [4699, 4387, 7470],
  [1091, 8732, 5547],
  [381, 5743, 8828],
];
function hartmann3(x: Point): number {
  const peaks = [1, 1.2, 3, 3.2].map((alpha, i) => {
    const far = x.map(
      (own, j) => (HARTMANN3_A[i]?.[j] ?? 0) * (own - (HARTMANN3_P[i]?.[j] ?? 0) / 10_000) ** 2,
    );
    return alpha * Math.exp(-sum(far));
  });
  return -sum(peaks);
}

function michalewicz(x: Point): number {
  return -sum(x.map((own, i) => Math.sin(own) * Math.sin(((i + 1) * own ** 2) / Math.PI) ** 20));
}

function dixonPrice(x: Point): number {
  const first = ((x[0] ?? 0) - 1) ** 2;
  return first + sum(x.slice(1).map((own, i) => (i + 2) * (2 * own ** 2 - (x[i] ?? 0)) ** 2));
}

function zakharov(x: Point): number {
  const slope = sum(x.map((own, i) => 0.5 * (i + 1) * own));
  return sum(x.map((own) => own ** 2)) + slope ** 2 + slope ** 4;
}

const FUNCTIONS: readonly Problem[] = [
  // Where the least point is the middle of the usual box, the box is another one.
  inBox('rastrigin4', 4, [-4, 6], rastrigin),
  inBox('levy5', 5, [-10, 10], levy),
  inBox('zakharov5', 5, [-5, 10], zakharov),
  inBox('griewank5', 5, [-400, 600], griewank),
  inBox('styblinski4', 4, [-5, 5], styblinskiTang, -39.16616570377142 * 4),
  inBox('hartmann3', 3, [0, 1], hartmann3, -3.86278214782076),
  inBox('michalewicz5', 5, [0, Math.PI], michalewicz, -4.687658179),
  inBox('dixon-price4', 4, [-10, 10], dixonPrice),
];

/** A parameter that always counts, and three ways whose functions have their least values at different heights. */
const ROUTES: Problem = {
  name: 'routes',
  kind: 'held-out conditional',
  space: {
    tilt: float(-5, 5),
    way: choice({
      rough: { a: float(-4, 6), b: float(-4, 6) },
      valley: { c: float(-10, 10), d: float(-10, 10), e: float(-10, 10) },
      wells: { f: float(-5, 5), g: float(-5, 5), h: float(-5, 5) },
    }),
  },
  value(params) {
    const tilt = 0.1 * (Number(params.tilt) - 2) ** 2;
    const at = (...names: readonly string[]) => names.map((name) => Number(params[name]));
    if (params.way === 'rough') return rastrigin(at('a', 'b')) / 10 + 0.5 + tilt;
    if (params.way === 'valley') return dixonPrice(at('c', 'd', 'e')) / 10 + tilt;
    return (styblinskiTang(at('f', 'g', 'h')) + 3 * 39.16616570377142) / 10 + 0.2 + tilt;
  },
  least: 0,
};

/** An inner choice: a model whose kernel is a choice of its own, beside one without. */
const KERNELS: Problem = {
  name: 'kernels',
  kind: 'held-out conditional',
  space: {
    scale: choice(['none', 'standard', 'ranks']),
    model: choice({
      machine: {
        cost: float(1e-3, 1e3, { log: true }),
        kernel: choice({
          radial: { gamma: float(1e-5, 10, { log: true }) },
          power: { degree: float(1, 5), offset: float(0, 2) },
        }),
      },
      neighbours: { count: float(1, 100, { log: true }), power: float(1, 4) },
    }),
  },
  value(params) {
    const scale = { none: 0.3, standard: 0, ranks: 0.05 }[String(params.scale)] ?? 0;
    if (params.model === 'neighbours') {
      const count = Math.log10(Number(params.count)) - 1;
      return 0.25 + count ** 2 + 0.05 * (Number(params.power) - 2) ** 2 + scale;
    }
    const cost = Math.log10(Number(params.cost)) - 1;
    if (params.kernel === 'power') {
      const degree = Number(params.degree) - 3;
      return 0.15 + 0.1 * (degree + cost) ** 2 + 0.1 * (Number(params.offset) - 1) ** 2 + scale;
    }
    const gamma = Math.log10(Number(params.gamma)) + 3;
    return 0.5 * (gamma + cost) ** 2 + 0.1 * (gamma - cost) ** 2 + scale;
  },
  least: 0,
};

export const HELD_OUT: readonly Problem[] = [
  ...FUNCTIONS.map((own) => ({ ...own, kind: 'held-out function' as const })),
  ROUTES,
  KERNELS,
];
