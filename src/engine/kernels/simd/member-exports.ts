/** What assembly/members.ts exports, and the activations with a parameter. */
export interface MemberExports {
  scaleForward(
    x: number,
    s: number,
    out: number,
    rows: number,
    columns: number,
    members: number,
  ): void;
  scaleBackward(
    x: number,
    s: number,
    dout: number,
    dx: number,
    ds: number,
    rows: number,
    columns: number,
    members: number,
  ): void;
  shiftForward(
    x: number,
    b: number,
    out: number,
    rows: number,
    columns: number,
    members: number,
  ): void;
  shiftBackward(dout: number, db: number, rows: number, columns: number, members: number): void;
  headsForward(
    x: number,
    w: number,
    b: number,
    out: number,
    rows: number,
    inputs: number,
    outputs: number,
    members: number,
  ): void;
  headsBackward(
    x: number,
    w: number,
    dout: number,
    dx: number,
    dw: number,
    db: number,
    rows: number,
    inputs: number,
    outputs: number,
    members: number,
    gate: number,
  ): void;
  blendedForward(
    kind: number,
    x: number,
    alpha: number,
    out: number,
    rows: number,
    columns: number,
  ): void;
  blendedBackward(
    kind: number,
    x: number,
    alpha: number,
    dout: number,
    dx: number,
    dalpha: number,
    rows: number,
    columns: number,
  ): void;
}
