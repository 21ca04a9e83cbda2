import type { Shape } from './shapes.js';

/** Something that trains networks. */
export interface Contender {
  readonly name: string;
  /** Whether it can drop. */
  readonly hasDropout: boolean;
  /** Whether it has convolutions; slow ones take minutes. */
  readonly hasPictures: boolean | 'slowly';
  /** Samples a second of a run of about so many seconds. */
  measure(shape: Shape, dropout: number, seconds: number): Promise<number>;
  close(): void;
}

/** The engine without its arithmetic: how fast it could drive. */
export const DRIVER = 'autofit-driver';

/** Samples a second of each contender, with dropout where it has it, and without. */
export interface Speeds {
  readonly withDropout: ReadonlyMap<string, number>;
  readonly without: ReadonlyMap<string, number>;
}
