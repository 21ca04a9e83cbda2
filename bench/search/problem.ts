import type { StudySpace } from '../../src/study/study-space.js';

/** A function to minimize, with its space and its least value. */
export interface Problem {
  readonly name: string;
  readonly kind:
    | 'function'
    | 'conditional'
    | 'held-out function'
    | 'held-out conditional'
    | 'table';
  readonly space: StudySpace;
  /** Of a point by the names of the space. */
  readonly value: (params: Readonly<Record<string, unknown>>) => number;
  readonly least: number;
}
