import type { Random } from '../util/random.js';
import { fitToData } from './data-driven.js';
import { type Initialisation, initialParameters } from './initial-parameters.js';
import type { Network } from './network.js';
import { inputWidths, type NetworkInput } from './network-input.js';
import { writeParameters } from './parameter-blocks.js';
import type { Plan } from './plan.js';

/** Puts fresh weights into the arena. */
export function initialise(
  plan: Plan,
  network: Network,
  x: NetworkInput,
  initialisation: Initialisation,
  random: Random,
): void {
  const fresh = initialParameters(network, inputWidths(x), random, initialisation);
  writeParameters(plan.kernels, plan.blocks, fresh);
  if (initialisation === 'data-driven') fitToData(plan, x, random);
}
