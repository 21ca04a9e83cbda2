import { square } from '../util/elementary/square.js';
import type { FramedSet } from './framed-set.js';

const CHANNELS = 3;

/** Mean and deviation of each channel over all pixels of some of the pictures, in bytes. */
export function channelMoments(
  { frame, pixels }: FramedSet,
  rows: readonly number[],
): { readonly means: readonly number[]; readonly deviations: readonly number[] } {
  const size = frame.width * frame.height * CHANNELS;
  const sums = new Float64Array(CHANNELS);
  const squares = new Float64Array(CHANNELS);
  for (const row of rows) {
    for (let i = 0; i < size; i++) {
      const value = pixels[row * size + i] as number;
      const channel = i % CHANNELS;
      sums[channel] = (sums[channel] as number) + value;
      squares[channel] = (squares[channel] as number) + value * value;
    }
  }
  const count = Math.max(1, (rows.length * size) / CHANNELS);
  const means = Array.from(sums, (sum) => sum / count);
  const deviations = Array.from(squares, (own, channel) =>
    // At least a grey level: a channel without any change tells nothing.
    Math.max(1, Math.sqrt(Math.max(0, own / count - square(means[channel] ?? 0)))),
  );
  return { means, deviations };
}
