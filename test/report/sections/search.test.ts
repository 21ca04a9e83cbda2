import { expect, test } from 'vitest';
import { machinesIn } from '../../../src/fit/run-facts.js';
import { rmse } from '../../../src/metrics/rmse.js';
import type { ReportFacts } from '../../../src/report/facts/report-facts.js';
import { searchFacts } from '../../../src/report/facts/search-facts.js';
import { search } from '../../../src/report/sections/search.js';
import type { JournalEvent } from '../../../src/trial/journal.js';
import { trialRecord } from '../../fixtures/kept-trial.js';

const records = [{ trial: trialRecord(1, { score: 2 }), seconds: 1 }];
const work = { trials: 2, jobs: 3, refits: 1, seconds: 2.04, lost: 1, refused: 0 };
const events: readonly JournalEvent[] = [
  { kind: 'machines', machines: [{ machine: 'b', ...work }] },
  {
    kind: 'machines',
    machines: [
      { machine: 'b', ...work },
      { machine: 'a', ...work },
    ],
  },
];

test('a search on several machines has a table of them, all processes of the run together', () => {
  const facts = { search: searchFacts(records, rmse, { machines: machinesIn(events) }), asked: {} };
  const [section] = search(facts as unknown as ReportFacts);
  const table = section?.blocks.at(-1);
  expect(table).toMatchObject({
    kind: 'table',
    head: ['machine', 'trials', 'jobs', 'refits', 'seconds of work', 'lost', 'refused'],
    rows: [
      ['a', 2, 3, 1, 2, 1, 0],
      ['b', 4, 6, 2, 4.1, 2, 0],
    ],
  });
});

test('a search on one machine has none', () => {
  const facts = { search: searchFacts(records, rmse, { machines: machinesIn([]) }), asked: {} };
  expect(search(facts as unknown as ReportFacts)[0]?.blocks.at(-1)?.kind).toBe('fold');
});
