import { clockFaults } from './clock-faults.js';
import { controllerFaults } from './controller-faults.js';
import { diskFaults } from './disk-faults.js';
import type { Fault } from './fault.js';
import { journalFaults } from './journal-faults.js';
import { limitFaults } from './limit-faults.js';
import { memoryFaults } from './memory-faults.js';
import { networkFaults } from './network-faults.js';
import { redisFaults } from './redis-faults.js';
import { strangerFaults } from './stranger-faults.js';
import { streamFaults } from './stream-faults.js';
import { workerFaults } from './worker-faults.js';

/** All kinds of faults that are tried. */
export const FAULTS: readonly Fault[] = [
  ...controllerFaults,
  ...clockFaults,
  ...diskFaults,
  ...journalFaults,
  ...limitFaults,
  ...memoryFaults,
  ...streamFaults,
  ...workerFaults,
  ...strangerFaults,
  ...redisFaults,
  ...networkFaults,
];
