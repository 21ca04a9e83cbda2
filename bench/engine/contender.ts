import type { Shape } from './shapes.js';

/** Something that trains networks. */
export interface Contender {
  readonly name: string;
  /** Whether it can drop. */
  readonly hasDropout: boolean;
  /** Samples a second of a run of about so many seconds. */
  measure(shape: Shape, dropout: number, seconds: number): Promise<number>;
  close(): void;
}
