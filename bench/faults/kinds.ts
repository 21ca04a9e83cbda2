import { clockFaults } from './clock-faults.js';
import { controllerFaults } from './controller-faults.js';
import type { Fault } from './fault.js';
import { networkFaults } from './network-faults.js';
import { redisFaults } from './redis-faults.js';
import { strangerFaults } from './stranger-faults.js';
import { workerFaults } from './worker-faults.js';

/** All kinds of faults that are tried. */
export const FAULTS: readonly Fault[] = [
  ...controllerFaults,
  ...clockFaults,
  ...workerFaults,
  ...strangerFaults,
  ...redisFaults,
  ...networkFaults,
];
