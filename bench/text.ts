/**
 * Weights of the words, pairs of words and runs of 3 to 5 characters of texts beside scikit-learn's TfidfVectorizer with the
 * same terms, one thread each: seconds and memory of whole processes, as ratios in one run.
 *
 *   npm run bench:text -- [--texts 20000] [--rounds 3] [--json]
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { textTfIdf } from '../src/preprocessing/text-tf-idf.js';
import { type Random, randomStream } from '../src/util/random.js';

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
  readonly entries: number;
}

const PYTHON = fileURLToPath(new URL('peers/.venv/bin/python', import.meta.url));
const PEER = fileURLToPath(new URL('peers/tfidf_peer.py', import.meta.url));
const WORDS = 20_000;
const { values: flags } = parseArgs({
  options: {
    texts: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    of: { type: 'string' },
  },
});
if (flags.of === undefined) compare();
else console.log(JSON.stringify(ours(flags.of)));

function compare(): void {
  if (!existsSync(PYTHON)) throw new Error('no peer is installed: npm run bench:peers');
  const folder = mkdtempSync(join(tmpdir(), 'autofit-text-'));
  const count = Number(flags.texts);
  const figures = [textsOf(count, 60), textsOf(count / 4, 500), textsOf(count / 20, 500)].map(
    ({ name, texts }) => {
      const path = join(folder, 'texts.json');
      writeFileSync(path, JSON.stringify(texts));
      const own: Measured[] = [];
      const peer: Measured[] = [];
      for (let round = 0; round < Number(flags.rounds); round++) {
        own.push(
          measured(process.execPath, [
            '--import',
            'tsx',
            fileURLToPath(import.meta.url),
            '--of',
            path,
          ]),
        );
        peer.push(measured(PYTHON, [PEER, path]));
      }
      const [mine, theirs] = [middle(own), middle(peer)];
      return {
        texts: name,
        seconds: mine.seconds,
        peerSeconds: theirs.seconds,
        speed: theirs.seconds / mine.seconds,
        megabytes: mine.megabytes,
        peerMegabytes: theirs.megabytes,
        memory: mine.megabytes / theirs.megabytes,
        entries: mine.entries,
        peerEntries: theirs.entries,
      };
    },
  );
  rmSync(folder, { recursive: true });
  if (flags.json) console.log(JSON.stringify(figures));
  else console.table(figures);
}

function measured(command: string, args: readonly string[]): Measured {
  return JSON.parse(
    execFileSync(command, args, {
      encoding: 'utf8',
      env: { ...process.env, OMP_NUM_THREADS: '1' },
    }),
  );
}

function ours(path: string): Measured {
  const texts: string[] = JSON.parse(readFileSync(path, 'utf8'));
  const most = () => process.resourceUsage().maxRSS / 1024;
  const before = most();
  const began = performance.now();
  const { transformed } = textTfIdf.fit(textTfIdf.defaults, texts);
  const seconds = (performance.now() - began) / 1000;
  return { seconds, megabytes: most() - before, entries: transformed.indices.length };
}

/** By each figure alone. */
function middle(runs: readonly Measured[]): Measured {
  const of = (figure: keyof Measured) =>
    runs.map((run) => run[figure]).toSorted((a, b) => a - b)[runs.length >> 1] ?? Number.NaN;
  return { seconds: of('seconds'), megabytes: of('megabytes'), entries: of('entries') };
}

function textsOf(count: number, words: number) {
  const random = randomStream(0, count, words);
  const texts = Array.from({ length: count }, () => text(random, words));
  return { name: `${count} of ${words} words`, texts };
}

/** Words are the rarer the higher their number (Zipf), and longer. */
function text(random: Random, words: number): string {
  return Array.from({ length: words }, () => {
    const number = Math.floor(WORDS ** random.next());
    return wordOf(number);
  }).join(' ');
}

function wordOf(number: number): string {
  let word = '';
  for (let left = number; left > 0; left = Math.floor(left / 20)) {
    word += 'bcdfghjklmnpqrstvwxz'[left % 20] ?? '';
    word += 'aeiou'[left % 5] ?? '';
  }
  return word;
}
