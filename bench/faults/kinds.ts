import { clockFaults } from './clock-faults.js';
import { controllerFaults } from './controller-faults.js';
import type { Fault } from './fault.js';

/** All kinds of faults that are tried. */
export const FAULTS: readonly Fault[] = [...controllerFaults, ...clockFaults];
