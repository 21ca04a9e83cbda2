import type { Batch, Kernels, Offset } from '../kernels/kernels.js';
import type { Mix } from '../mix.js';
import type { ParameterBlock } from '../parameter-blocks.js';

/** Values of a batch in the arena, (batch · places, columns), and where their gradient goes. */
export interface Signal {
  readonly columns: number;
  /** Of each map; 1 of what is no map. */
  readonly places: number;
  readonly value: Offset;
  readonly gradient: Offset;
  /**
   * Set where the values come out of a fused ReLU and dropout of this rate: who reads them multiplies the
   * gradient that is handed back by reluScale() where the value is above 0, and by 0 elsewhere.
   */
  readonly reluRate?: number;
}

/** One pass of a batch through the network; the same object at every step, so that no step allocates. */
export interface Pass extends Batch {
  readonly kernels: Kernels;
  readonly training: boolean;
  /** Seeds dropout; different at every step. */
  readonly seed: number;
  /** Multiplies all rates of dropout, in [0, 1]. */
  readonly dropout: number;
  /** How its rows are mixed with each other. @default not at all */
  readonly mix?: Mix | undefined;
}

export interface DenseSum {
  readonly weights: readonly ParameterBlock[];
  readonly biases: ParameterBlock | undefined;
}

/** A step of the network, planned in the arena: forward and backward side by side. */
export interface Stage {
  readonly output: Signal;
  /** Set where the output is the sum of a dense layer and nothing else: what it is made of. */
  readonly sum?: DenseSum;
  forward(pass: Pass): void;
  /** Reads the gradient of its output, writes that of its input and of its weights. */
  backward(pass: Pass): void;
}

/** What a kept value grew by in the ReLU and dropout that made this signal; 0 where none did. */
export function reluScale({ reluRate }: Signal, { dropout }: Pass): number {
  return reluRate === undefined ? 0 : 1 / (1 - reluRate * dropout);
}
