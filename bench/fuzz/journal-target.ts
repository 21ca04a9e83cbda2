import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JOURNAL_FILE } from '../../src/journal/event-log.js';
import { JOURNAL_FORMAT, readJournal, settingsHash } from '../../src/journal/journal-file.js';
import { replay } from '../../src/journal/replay.js';
import type { Json } from '../../src/util/json.js';
import type { Random } from '../../src/util/random.js';
import { trialRecord } from '../../test/fixtures/kept-trial.js';
import { oneOf } from './hostile-values.js';
import { mutateBytes } from './mutate-bytes.js';
import { mutateJson } from './mutate-json.js';
import { type FuzzTarget, need } from './target.js';

const EVENTS: readonly Json[] = [
  {
    ...{ kind: 'run', format: JOURNAL_FORMAT, versions: { node: '1' }, metric: 'rmse' },
    ...{ began: '2026-01-02T03:04:05.678Z', source: '/data.csv', dataHash: 'abc' },
    ...{ settings: { seed: 3 }, settingsHash: settingsHash({ seed: 3 }) },
  },
  { kind: 'pace', affordable: { mlp: 3 } },
  ...[0, 1, 2].map((stretch) => ({
    ...{ kind: 'trial', stretch, trial: { ...trialRecord(stretch) } as unknown as Json },
    seconds: stretch,
  })),
  { kind: 'timing', trial: 1, rung: 0, time: { models: 1, preparations: { a: 2 } } },
  { kind: 'end', seconds: 9 },
  { kind: 'more', seconds: 9, trials: 3, timeLimit: null, since: 9 },
];

/** What no line is: none of text, a long one, one of another run. */
const STRANGE: readonly string[] = [
  '\0'.repeat(4096),
  `{"kind":"${'a'.repeat(1_000_000)}"}`,
  JSON.stringify({ ...(EVENTS[0] as object), dataHash: 'other', settings: { seed: 4 } }),
];

/** Torn, reordered, doubled and forged lines. */
export const journalTarget: FuzzTarget = {
  name: 'journals',
  async open() {
    const folder = mkdtempSync(join(tmpdir(), 'autofit-fuzz-'));
    return {
      input,
      async read(bytes) {
        writeFileSync(join(folder, JOURNAL_FILE), bytes);
        const { events, bytes: whole } = await readJournal(folder);
        need(whole <= bytes.length, 'the journal has more bytes than its file');
        const found = replay(events);
        need(found.trials.size === found.order.length, 'a stretch counts twice');
        need(Number.isFinite(found.seconds), 'its seconds are no number');
      },
      close: async () => rmSync(folder, { recursive: true }),
    };
  },
};

function input(random: Random): Uint8Array {
  const lines = EVENTS.map((event) => JSON.stringify(event));
  const at = () => random.integer(lines.length);
  const ways: (() => void)[] = [
    () => void lines.splice(at(), 1),
    () => void lines.splice(at(), 0, lines[at()] ?? ''),
    () => void lines.splice(1, 0, ...lines.splice(at(), 1)),
    () => void lines.splice(at(), 1, mutateJson(oneOf(EVENTS, random), random)),
    () => void lines.splice(at(), 1, oneOf(lines, random).slice(0, random.integer(80))),
    () => void lines.splice(at(), 0, oneOf(STRANGE, random)),
  ];
  for (let left = 1 + random.integer(3); left > 0; left--) oneOf(ways, random)();
  const text = Buffer.from(`${lines.join('\n')}${random.integer(2) === 0 ? '\n' : ''}`);
  return random.integer(4) === 0 ? mutateBytes(text, random) : text;
}
