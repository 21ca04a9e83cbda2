import type { Random } from '../../src/util/random.js';

/** Something that reads what strangers may have written. */
export interface FuzzTarget {
  readonly name: string;
  /** Makes what its inputs are made from, once. */
  open(): Promise<OpenTarget>;
}

export interface OpenTarget {
  /** The bytes of one input: the same for the same stream. */
  input(random: Random): Uint8Array;
  /** Reads them as programs do. An AutofitError is a right answer; what else is thrown is a find. */
  read(bytes: Uint8Array): Promise<void>;
  close?(): Promise<void>;
}

/** A wrong answer that nothing was thrown for. */
export function need(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(`wrong: ${otherwise}`);
}
