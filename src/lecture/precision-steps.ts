import { type Corners, intersectionOverUnion } from './box-overlap.js';

/** What is known behind each found box, the surest first. */
export interface Step<Found, Drawn = Corners & { readonly name: string }> {
  readonly box: Found;
  /** The drawn box that it has found. */
  readonly found: Drawn | undefined;
  /** With the drawn box that it overlaps most of those that none before it has found. */
  readonly overlap: number;
  /** Right ones until here. */
  readonly right: number;
  /** The share of right ones among the found boxes. */
  readonly precision: number;
  /** The share of the drawn boxes that are found. */
  readonly recall: number;
}

/** Each found box takes the drawn one that it overlaps most, by `least` at least, of those that are left. */
export function stepsOf<Found extends Corners, Drawn extends Corners>(
  drawn: readonly Drawn[],
  boxes: readonly Found[],
  least: number,
): Step<Found, Drawn>[] {
  const left = new Set(drawn);
  let right = 0;
  return boxes.map((box, place) => {
    const [best] = [...left]
      .map((own) => ({ own, overlap: intersectionOverUnion(box, own) }))
      .sort((a, b) => b.overlap - a.overlap);
    const overlap = best?.overlap ?? 0;
    const found = best && overlap >= least ? best.own : undefined;
    if (found) left.delete(found);
    if (found) right++;
    return {
      box,
      found,
      overlap,
      right,
      precision: right / (place + 1),
      recall: right / drawn.length,
    };
  });
}

/** The area under the best precision from each recall on, and its mean at COCO's 101 recalls. */
export function averagePrecisions(steps: readonly Step<unknown, unknown>[]) {
  const bestFrom = (recall: number) =>
    Math.max(0, ...steps.filter((step) => step.recall >= recall).map((step) => step.precision));
  const area = steps.reduce((sum, { recall }, i) => {
    const gained = recall - (steps[i - 1]?.recall ?? 0);
    return sum + (gained > 0 ? gained * bestFrom(recall) : 0);
  }, 0);
  const recalls = Array.from({ length: 101 }, (_, i) => i / 100);
  const coco = recalls.reduce((sum, recall) => sum + bestFrom(recall), 0) / recalls.length;
  return { area, coco };
}
