import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { randomStream } from '../../src/util/random.js';

const HEADER =
  'id,count,small,price,ratio,weight,exact,gap,city,product,day,member,name,note,signed';
const WORDS = ['red', 'blue', 'fast', 'slow', 'large', 'small', 'new', 'old', 'good', 'plain'];

/** Writes a CSV of 15 mixed columns: whole numbers, decimals, gaps, levels, dates, names, quoted texts. */
export async function generateCsv(path: string, bytes: number): Promise<void> {
  const random = randomStream('bench-csv');
  const stream = createWriteStream(path);
  const word = () => WORDS[random.integer(WORDS.length)];
  stream.write(`${HEADER}\n`);
  let written = HEADER.length + 1;
  for (let id = 1; written < bytes; ) {
    const lines: string[] = [];
    for (let i = 0; i < 2000; i++, id++) {
      const day = new Date(1.5e12 + random.integer(1000) * 86_400_000).toISOString().slice(0, 10);
      const note = `"${word()} ${word()}, ${word()} and ${random.integer(1e6)}"`;
      lines.push(
        [
          id,
          random.integer(10_000),
          random.integer(12),
          (random.next() * 1000).toFixed(2),
          random.next().toFixed(4),
          (random.next() * 90).toFixed(6),
          random.next(),
          random.integer(10) === 0 ? '' : (random.next() * 5).toFixed(1),
          `city${random.integer(40)}`,
          `P-${random.integer(2000)}`,
          day,
          random.integer(2) === 0 ? 'yes' : 'no',
          `${word()}-${random.integer(1e9)}`,
          note,
          random.integer(2001) - 1000,
        ].join(','),
      );
    }
    const block = `${lines.join('\n')}\n`;
    written += block.length;
    if (!stream.write(block)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}
