import type { FittedColumn } from './transform-step.js';

/** The columns of the table that a fitted step reads. */
export function stepSources(step: FittedColumn): readonly string[] {
  switch (step.kind) {
    case 'difference':
      return [step.source, step.until];
    case 'place':
      return [...new Set([step.latitude.column, step.longitude.column])];
    default:
      return [step.source];
  }
}
