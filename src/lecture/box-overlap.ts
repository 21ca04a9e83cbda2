/** The edges of a box, from the left and from the top. */
export interface Corners {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export function area({ x1, y1, x2, y2 }: Corners): number {
  return (x2 - x1) * (y2 - y1);
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
  return both / (area(a) + area(b) - both);
}
