/** Where a thing lies in a picture: its edges in pixels from the left and from the top. */
export interface Corners {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** A box that was found, with how sure the detector is of it, in (0, 1). */
export interface Box extends Corners {
  readonly label: string;
  readonly score: number;
}

/** A box that somebody drew. */
export interface TrueBox extends Corners {
  /** The place of its class among those of its table. */
  readonly code: number;
  /** Whether it holds several, or is too difficult to count: finding it or not is neither right nor wrong. */
  readonly crowd: boolean;
}

/** A found box by the code of its class. */
export interface ScoredBox extends Corners {
  readonly code: number;
  readonly score: number;
}

export function area({ x1, y1, x2, y2 }: Corners): number {
  return Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
}

/** The area that both cover. */
export function intersection(a: Corners, b: Corners): number {
  const width = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
  const height = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  return width > 0 && height > 0 ? width * height : 0;
}

/** What both cover, as a share of what either does. */
export function intersectionOverUnion(a: Corners, b: Corners): number {
  const both = intersection(a, b);
  return both === 0 ? 0 : both / (area(a) + area(b) - both);
}
