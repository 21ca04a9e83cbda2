import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonsText, runsText } from '../../src/cli/runs-text.js';
import { exportStudy } from '../../src/export-study.js';
import { compare } from '../../src/fit/compare.js';
import { fit } from '../../src/fit/fit.js';
import { writeReport } from '../../src/fit/report.js';
import { settingsHash } from '../../src/journal/journal-file.js';
import { QUICK } from '../../src/report/facts/gather-explained.js';
import { listRuns } from '../../src/run/list-runs.js';
import { loadPredictor } from '../../src/run/predictor-file.js';
import { readRunState } from '../../src/run/read-run-state.js';
import { reopenRecord } from '../../src/run/run-record.js';
import { AutofitError } from '../../src/util/errors.js';
import type { Json } from '../../src/util/json.js';
import type { Random } from '../../src/util/random.js';
import { decodeTensors, encodeTensors } from '../../src/util/safetensors.js';
import { tensorsHash } from '../../src/util/tensors-hash.js';
import { oneOf } from './hostile-values.js';
import { joined, mutateBytes } from './mutate-bytes.js';
import { mutateJson } from './mutate-json.js';
import { needNoMarkup } from './outside-code.js';
import { drawName, renamed } from './rename-model.js';
import { type FuzzTarget, need } from './target.js';

const ROWS = Array.from({ length: 60 }, (_, i) => ({
  size: (i * 7) % 40,
  kind: i % 2 === 0 ? 'flat' : 'house',
  note: `a ${['calm', 'loud', 'small'][i % 3]} house number ${i}`,
  price: ((i * 7) % 40) * 3 + (i % 2) * 20 + ((i * 13) % 5),
}));

/** What is in a run's folder, but for the model, which is a kind of its own. */
const FILES = ['journal.jsonl', 'oof.safetensors', 'background.safetensors', 'leaderboard.csv'];

/** A little of all that a report tells. */
const EFFORT = { ...QUICK, shuffled: 200, contributed: 400, mayBeLeftOut: false };

/** Folders of runs that somebody else has sent: listed, reported, compared, explained. The first byte says which file was changed. */
export const runTarget: FuzzTarget = {
  name: 'runs',
  async open() {
    const folder = mkdtempSync(join(tmpdir(), 'autofit-fuzz-'));
    const run = join(folder, 'run');
    const own = { label: 'price', trials: 1, models: ['linear'], workers: 1, folds: 2 };
    const data = join(folder, 'rows.csv');
    const lines = ROWS.map((row) => Object.values(row).join(','));
    writeFileSync(data, [Object.keys(ROWS[0] ?? {}).join(','), ...lines].join('\n'));
    await fit(data, { ...own, types: { note: 'text' }, report: false, out: run });
    const seeds = FILES.map((name) => new Uint8Array(readFileSync(join(run, name))));
    return {
      input: (random) => input(seeds, random),
      async read(bytes) {
        const place = bytes[0] ?? 0;
        const file = join(run, FILES[place] ?? '');
        writeFileSync(file, await signed(place, bytes[1] === 1, bytes.slice(2)));
        try {
          await useRun(folder, run);
        } finally {
          writeFileSync(file, seeds[place] ?? '');
        }
      },
      close: async () => rmSync(folder, { recursive: true }),
    };
  },
};

/** The second byte says whether hashes are made anew. */
function input(seeds: readonly Uint8Array[], random: Random): Uint8Array {
  const place = random.integer(seeds.length);
  const seed = seeds[place] ?? new Uint8Array();
  if (place === 3 || random.integer(5) === 0) {
    return joined(Uint8Array.of(place, 0), mutateBytes(seed, random));
  }
  const changed = (value: Json) =>
    random.integer(4) === 0
      ? JSON.stringify(renamed(value, drawName(value, random)))
      : mutateJson(value, random);
  if (place === 0) {
    const lines = Buffer.from(seed).toString().trimEnd().split('\n');
    const at = random.integer(2) === 0 ? 0 : random.integer(lines.length);
    lines[at] = changed(JSON.parse(lines[at] ?? '') as Json);
    // A run that is not over is gone on with.
    if (random.integer(2) === 0) lines.pop();
    return joined(Uint8Array.of(0, 1), Buffer.from(`${lines.join('\n')}\n`));
  }
  const { tensors, metadata } = decodeTensors(seed);
  const name = oneOf(Object.keys(tensors), random);
  const isCut = random.integer(3) === 0;
  const cut = tensors[name]?.slice(random.integer(4)) ?? new Float32Array();
  const content = isCut ? (metadata.content ?? '') : changed(JSON.parse(metadata.content ?? '{}'));
  const own = { tensors: isCut ? { ...tensors, [name]: cut } : tensors };
  const file = encodeTensors({ ...own, metadata: { ...metadata, content } });
  return joined(Uint8Array.of(place, 1), file);
}

/** The file with the hashes of what it holds. */
async function signed(place: number, isSigned: boolean, bytes: Uint8Array): Promise<Uint8Array> {
  if (!isSigned) return bytes;
  if (place === 0) {
    const [first = '', ...lines] = Buffer.from(bytes).toString().split('\n');
    const run = JSON.parse(first) as Record<string, Json> | null;
    // What is nested deep is hashed by nobody.
    const hash = hashOrNone(run?.settings ?? null);
    const own = first.replace(/(?<="settingsHash":")[0-9a-f]+(?="\}$)/, hash);
    return Buffer.from([own, ...lines].join('\n'));
  }
  const { tensors, metadata } = decodeTensors(bytes);
  const sha256 = await tensorsHash(metadata.content ?? '', tensors);
  return encodeTensors({ tensors, metadata: { ...metadata, sha256 } });
}

function hashOrNone(settings: Json): string {
  try {
    return settingsHash(settings);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return '';
  }
}

async function useRun(folder: string, run: string): Promise<void> {
  const runs = await listRuns(folder);
  need(runs.length === 1, 'the run is not listed');
  const shown = `${runsText(runs, 100)}${reasonsText(runs, 100)}`;
  need(!shown.includes('\u001b'), 'a name acts on the terminal');
  const process = { workers: 1, localWorkers: 1, lagFollows: false, out: run } as const;
  const own = { ...process, redis: undefined, customMetric: undefined, signal: undefined };
  const uses: (() => Promise<unknown>)[] = [
    () => reopenRecord(run, { ...own, onProgress() {} }, {}),
    () => exportStudy(run),
    () => compare([run, run], { out: join(folder, 'compared.html') }),
    async () => (await loadPredictor(run, { workers: 1 })).leaderboardDetails(),
    async () => (await loadPredictor(run, { workers: 1 })).outOfFold(),
    async () => (await loadPredictor(run, { workers: 1 })).explain(undefined, { rows: [1] }),
    async () => (await loadPredictor(run, { workers: 1 })).drift(ROWS.slice(0, 9)),
    async () => {
      const out = join(folder, 'report.html');
      await writeReport(run, await readRunState(run), EFFORT, { out, workers: 1 });
      needNoMarkup(readFileSync(out, 'utf8'));
    },
  ];
  const mistakes = await Promise.all(uses.map(mistakeOf));
  if (mistakes.some(Boolean)) throw mistakes.find(Boolean);
}

/** What is refused in one use may be of no weight in another. */
async function mistakeOf(use: () => Promise<unknown>): Promise<AutofitError | undefined> {
  try {
    await use();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof AutofitError) return thrown;
    throw thrown;
  }
}
