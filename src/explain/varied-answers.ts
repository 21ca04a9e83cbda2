import type { Game } from './game.js';
import type { Watch } from './watch.js';

/** Mixed rows that are answered at once. */
const BATCH = 4096;

/** The answers of a game's rows when some players have the values of each of these rows: (points, rows, outputs). */
export async function variedAnswers(
  { players, rows, outputs, answer }: Game,
  varied: readonly number[],
  points: ArrayLike<number>,
  watch: Watch,
): Promise<Float64Array> {
  const isVaried = Array.from({ length: players }, (_, player) => varied.includes(player));
  const all = new Float64Array(points.length * rows * outputs);
  const atOnce = Math.max(1, Math.floor(BATCH / rows));
  for (let from = 0; from < points.length; from += atOnce) {
    const count = Math.min(atOnce, points.length - from) * rows;
    const sources = new Int32Array(count * players);
    for (let i = 0; i < sources.length; i++) {
      const mixed = Math.floor(i / players);
      const point = points[from + Math.floor(mixed / rows)] as number;
      sources[i] = isVaried[i % players] ? point : mixed % rows;
    }
    await watch.turn();
    all.set(await answer({ count, sources }), from * rows * outputs);
  }
  return all;
}
