import type { Random } from '../../src/util/random.js';
import type { Scene } from './scene.js';

/** What became of a run that was disturbed. */
export interface Outcome {
  /** Whether the fault struck before the run had ended. */
  readonly struck: boolean;
  /** What was promised and does not hold. */
  readonly fault?: string | undefined;
}

/** A kind of fault. */
export interface Fault {
  readonly kind: string;
  /** How it is done, in a sentence without a full stop. */
  readonly how: string;
  /** Disturbs a run in this folder at a random moment, and brings it to its end. */
  attempt(scene: Scene, run: string, random: Random): Promise<Outcome>;
}
