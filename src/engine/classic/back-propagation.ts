import { exp } from '../../util/elementary/exp.js';
import { square } from '../../util/elementary/square.js';
import { AutofitError } from '../../util/errors.js';
import { isRecord } from '../../util/is-record.js';
import type { Random } from '../../util/random.js';
import { shown } from '../../util/shown.js';

/** Layers of sigmoid units; `layers[l][j]` holds the weights into unit j, the last one its bias weight. */
export interface ClassicNetwork {
  readonly kind: 'classic-network';
  /** The slope 2a of o = 1 / (1 + e^(−2a·v)); 1 is the usual sigmoid. */
  readonly slope: number;
  readonly layers: readonly (readonly Float64Array[])[];
}

export interface ClassicExample {
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
}

export interface BackPropagationOptions {
  /** η */
  readonly learningRate: number;
  /** α: how much of the last change is kept. */
  readonly momentum: number;
  /** Examples shown, one after the other, from the first again after the last. */
  readonly steps: number;
}

/** A network with weights drawn uniformly from ±1; `sizes` are inputs, hidden units …, outputs. */
export function classicNetwork(
  sizes: readonly number[],
  random: Random,
  slope = 1,
): ClassicNetwork {
  const layers = sizes.slice(1).map((units, l) => {
    const inputs = (sizes[l] as number) + 1;
    const unit = () => Float64Array.from({ length: inputs }, () => 2 * random.next() - 1);
    return Array.from({ length: units }, unit);
  });
  return { kind: 'classic-network', slope, layers };
}

/** The outputs of every layer, the inputs first. */
export function classicForward(
  network: ClassicNetwork,
  inputs: readonly number[],
): readonly (readonly number[])[] {
  checkSize('inputs', inputs, (network.layers[0]?.[0]?.length ?? 1) - 1);
  const outputs: (readonly number[])[] = [inputs];
  for (const layer of network.layers) {
    const below = [...(outputs.at(-1) as readonly number[]), 1];
    const sums = layer.map((w) => below.reduce((sum, o, i) => sum + o * (w[i] as number), 0));
    outputs.push(sums.map((v) => 1 / (1 + exp(-network.slope * v))));
  }
  return outputs;
}

/** ½ Σ (t − o)² of one example. */
export function classicError(network: ClassicNetwork, example: ClassicExample): number {
  checkExample(example);
  const { inputs, targets } = example;
  const outputs = classicForward(network, inputs).at(-1) as readonly number[];
  checkSize('targets', targets, outputs.length);
  return outputs.reduce((sum, o, k) => sum + 0.5 * square((targets[k] as number) - o), 0);
}

/**
 * The algorithm BackPropagation(η, α, steps), one example at a time: δ = −s·o(1 − o)(t − o) at the outputs and
 * s·o(1 − o)·Σ δw inside (s the slope); Δw(n) = α·Δw(n − 1) + (1 − α)·η·δ·o; w ← w − Δw. Changes a copy.
 * (Rumelhart, Hinton and Williams 1986.) Throws an AutofitError where there is no example, or one of another size.
 */
export function backPropagation(
  start: ClassicNetwork,
  examples: readonly ClassicExample[],
  { learningRate, momentum, steps }: BackPropagationOptions,
): ClassicNetwork {
  if (steps > 0 && examples.length === 0) {
    throw new AutofitError('BAD_TRAINING', 'There are no examples to learn from.');
  }
  const copy = (of: (w: Float64Array) => Float64Array) =>
    start.layers.map((layer) => layer.map(of));
  const network = { ...start, layers: copy((w) => w.slice()) };
  const changes = copy((w) => new Float64Array(w.length));
  for (let step = 0; step < steps; step++) {
    const example = examples[step % examples.length] as ClassicExample;
    checkExample(example);
    const outputs = classicForward(network, example.inputs);
    checkSize('targets', example.targets, outputs.at(-1)?.length ?? 0);
    const deltas = classicBackward(network, outputs, example.targets);
    for (const [l, layer] of network.layers.entries()) {
      const below = [...(outputs[l] as readonly number[]), 1];
      for (const [j, w] of layer.entries()) {
        const change = changes[l]?.[j] as Float64Array;
        const delta = deltas[l]?.[j] as number;
        for (let i = 0; i < w.length; i++) {
          const fresh = (1 - momentum) * learningRate * delta * (below[i] as number);
          change[i] = momentum * (change[i] as number) + fresh;
          w[i] = (w[i] as number) - (change[i] as number);
        }
      }
    }
  }
  return network;
}

/** Callers without types may give anything. */
function checkExample(given: unknown): void {
  if (isRecord(given)) return;
  throw new AutofitError('BAD_TRAINING', `There is no example in ${shown(given)}.`, {
    hint: 'It takes a record such as { inputs: [0, 1], targets: [1] }.',
  });
}

function checkSize(what: string, given: readonly number[], wanted: number): void {
  if (given?.length === wanted) return;
  const message = `An example has ${given?.length ?? 0} ${what} where the network has ${wanted}.`;
  throw new AutofitError('BAD_TRAINING', message);
}

/** δ of every unit, layer by layer: the derivative of the error by the unit's weighted sum. */
export function classicBackward(
  network: ClassicNetwork,
  outputs: readonly (readonly number[])[],
  targets: readonly number[],
): readonly (readonly number[])[] {
  const deltas: (readonly number[])[] = [];
  for (let l = network.layers.length - 1; l >= 0; l--) {
    const above = network.layers[l + 1];
    const deltasAbove = deltas[0] ?? [];
    const own = (outputs[l + 1] as readonly number[]).map((o, j) => {
      const derivative = network.slope * o * (1 - o);
      if (!above) return -derivative * ((targets[j] as number) - o);
      const blame = above.reduce(
        (sum, w, k) => sum + (deltasAbove[k] as number) * (w[j] as number),
        0,
      );
      return derivative * blame;
    });
    deltas.unshift(own);
  }
  return deltas;
}
