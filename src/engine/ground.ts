import type { Offset } from './kernels/kernels.js';
import type { Signal } from './layers/stage.js';
import type { MapSize } from './map-size.js';
import type { PlacedLayer } from './parameter-blocks.js';

/** What stages are laid over. */
export interface Ground {
  /** The most rows that go through together. */
  readonly batchSize: number;
  readonly input: Signal;
  /** Where the sparse part of a batch is gathered. */
  readonly sparse: Offset;
  readonly scratch: Offset;
  /** Of maps of a size, or of rows that are none. */
  readonly signal: (columns: number, size?: MapSize) => Signal;
  /** Room for a table of numbers. */
  readonly table: (rows: number, columns: number) => Offset;
  /** A table whose numbers never change. */
  readonly constant: (rows: readonly (readonly number[])[]) => Offset;
}

/** Room for what a layer makes. */
export function outputOf({ shape }: PlacedLayer, { signal }: Ground): Signal {
  return signal(shape.outputs, shape.outputMap);
}
