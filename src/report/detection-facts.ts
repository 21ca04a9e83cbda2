import type { DetectionScores, JudgedRow } from '../detect/average-precision.js';
import type { ScoredBox, TrueBox } from '../detect/box.js';
import type { BoxesTable } from '../detect/boxes-table.js';
import type { DetectorState } from '../detect/detector-state.js';
import type { FramedSet } from '../detect/framed-set.js';
import { countFound, type FoundCounts, type FoundPairs, pairFound } from '../detect/judge-found.js';
import { encodePng } from '../image/encode-png.js';

/** What a report of detection is made of. */
export interface DetectionFacts {
  readonly state: DetectorState;
  readonly counts: FoundCounts;
  readonly tested: (DetectionScores & { readonly pictures: number }) | undefined;
  /** Pictures that were not trained on: those with the most mistakes, then some of the others. */
  readonly worst: readonly ShownPicture[];
  readonly others: readonly ShownPicture[];
}

export interface ShownPicture extends FoundPairs {
  readonly image: string;
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const MOST_SHOWN = 12;

/** Gathers them of the pictures that a search judged by, with boxes in frames of the set. */
export async function detectionFacts(
  { pictures }: BoxesTable,
  set: FramedSet,
  state: DetectorState,
  judged: readonly JudgedRow[],
  tested: DetectionFacts['tested'],
): Promise<DetectionFacts> {
  const shown = judged
    .map((own) => ({ ...own, pairs: pairFound(own, state.threshold) }))
    .map((own) => ({ ...own, mistakes: mistakesIn(own.pairs) }))
    .sort((a, b) => b.mistakes - a.mistakes || a.row - b.row);
  const drawn = async ({ row, pairs }: (typeof shown)[number]): Promise<ShownPicture> => {
    const { width, height } = set.frame;
    const size = width * height * 3;
    const pixels = set.pixels.slice(row * size, (row + 1) * size);
    const image = pictures[row]?.image ?? '';
    return { ...pairs, image, width, height, png: await encodePng({ width, height, pixels }) };
  };
  const worst = shown.slice(0, MOST_SHOWN).filter(({ mistakes }) => mistakes > 0);
  const rest = shown.slice(worst.length);
  const step = Math.max(1, Math.floor(rest.length / MOST_SHOWN));
  return {
    state,
    counts: countFound(judged, state.classes.length, state.threshold),
    tested,
    worst: await Promise.all(worst.map(drawn)),
    others: await Promise.all(
      rest
        .filter((_, i) => i % step === 0)
        .slice(0, MOST_SHOWN)
        .map(drawn),
    ),
  };
}

function mistakesIn({ pairs, missed, invented }: FoundPairs): number {
  const confused = pairs.filter(
    ({ truth, found }: { truth: TrueBox; found: ScoredBox }) => truth.code !== found.code,
  );
  return confused.length + missed.length + invented.length;
}
