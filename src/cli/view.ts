/** Room on a terminal. */
export interface Room {
  /** Cells of a line. */
  readonly width: number;
  /** Lines. */
  readonly height: number;
}

/** What is told of work that goes on, at a moment in seconds. */
export interface View {
  /** Lines that fit, drawn in place. */
  frame(room: Room, seconds: number): readonly string[];
  /** The same on one line, where nothing can be drawn in place; undefined where there is nothing to tell. */
  line(seconds: number): string | undefined;
}
