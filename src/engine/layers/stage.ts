import type { Batch, Kernels, Offset } from '../kernels/kernels.js';

/** Values of a batch in the arena, (batch, columns), and where their gradient goes. */
export interface Signal {
  readonly columns: number;
  readonly value: Offset;
  readonly gradient: Offset;
  /**
   * Set where the values come out of a fused ReLU and dropout: who reads them multiplies the gradient it
   * hands back by this where the value is above 0, and by 0 elsewhere.
   */
  readonly reluScale?: number;
}

/** One pass of a batch through the network; the same object at every step, so that no step allocates. */
export interface Pass extends Batch {
  readonly kernels: Kernels;
  readonly training: boolean;
  /** Seeds dropout; different at every step. */
  readonly seed: number;
}

/** A step of the network, planned in the arena: forward and backward side by side. */
export interface Stage {
  readonly output: Signal;
  forward(pass: Pass): void;
  /** Reads the gradient of its output, writes that of its input and of its weights. */
  backward(pass: Pass): void;
}
