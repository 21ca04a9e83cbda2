import type { BlendedActivation } from './activation-names.js';
import type { Offset } from './arena.js';

/** A batch whose row r belongs to member r mod `members` of an ensemble; (rows, columns). */
export interface MemberShape {
  readonly rows: number;
  readonly columns: number;
  readonly members: number;
}

/** A linear layer for each member; (rows, inputs) becomes (rows, outputs). */
export interface HeadsShape {
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly members: number;
}

/** What networks that are ensembles, and neurons with parameters of their own, need. */
export interface MemberKernels {
  /** out = x · s of the row's member; s is a table (members, columns). */
  scaleForward(x: Offset, s: Offset, out: Offset, shape: MemberShape): void;
  scaleBackward(
    x: Offset,
    s: Offset,
    dout: Offset,
    dx: Offset,
    ds: Offset,
    shape: MemberShape,
  ): void;
  /** out = x + b of the row's member; b is a table (members, columns). */
  shiftForward(x: Offset, b: Offset, out: Offset, shape: MemberShape): void;
  /** db = the sum of dout over each member's rows. */
  shiftBackward(dout: Offset, db: Offset, shape: MemberShape): void;
  /** out = x + α (f(x) − x); α is a table (1, columns). */
  blendedActivationForward(
    kind: BlendedActivation,
    x: Offset,
    alpha: Offset,
    out: Offset,
    rows: number,
    columns: number,
  ): void;
  blendedActivationBackward(
    kind: BlendedActivation,
    at: BlendedPlaces,
    to: { readonly dx: Offset; readonly dalpha: Offset },
    rows: number,
    columns: number,
  ): void;
  /** out = x · wᵀ + b of the row's member; w is a table (members · outputs, inputs), b one of (members, outputs). */
  headsForward(x: Offset, w: Offset, b: Offset, out: Offset, shape: HeadsShape): void;
  /** Writes dx, dw and db; a gate above 0 multiplies dx where x > 0 and clears it elsewhere, as denseBackwardRelu. */
  headsBackward(at: HeadsPlaces, to: HeadsGradients, shape: HeadsShape, gate: number): void;
}

export interface BlendedPlaces {
  readonly x: Offset;
  readonly alpha: Offset;
  readonly dout: Offset;
}

export interface HeadsPlaces {
  readonly x: Offset;
  readonly w: Offset;
  readonly dout: Offset;
}

export interface HeadsGradients {
  readonly dx: Offset;
  readonly dw: Offset;
  readonly db: Offset;
}
