import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../src/util/random.js';
import type { Fault } from './fault.js';
import { momentOfTrials } from './moments.js';
import { refusalFault } from './refusal.js';
import { faultOf, lookAt } from './witness.js';

/** What may be wrong with the journal of a run, and with who writes it. */
export const journalFaults: readonly Fault[] = [
  journalFault('journal-torn', 'kill -9, and the last line ends within', (lines, random) => {
    const [last = ''] = lines.slice(-1);
    return [...lines.slice(0, -1), last.slice(0, random.integer(last.length))].join('\n');
  }),
  journalFault(
    'journal-reordered',
    'kill -9, and the lines behind the first are in another order',
    ([first = '', ...others], random) => `${[first, ...shuffled(others, random)].join('\n')}\n`,
  ),
  journalFault(
    'journal-doubled',
    'kill -9, and some lines stand there a second time',
    ([first = '', ...others], random) => {
      const doubled = others.flatMap((line) => (random.next() < 0.3 ? [line, line] : [line]));
      return `${[first, ...doubled, ...others.slice(0, 1)].join('\n')}\n`;
    },
  ),
  {
    kind: 'second-process',
    how: 'a second process resumes the run meanwhile: it is refused, the first one goes on',
    async attempt(scene, run, random) {
      const first = scene.search(run);
      const isInTime = await momentOfTrials(scene, run, first, random);
      // Held, so that it does not end before the second one has begun.
      first.child.kill('SIGSTOP');
      const struck = isInTime && !first.isOver();
      const before = lookAt(run);
      const refusal = await refusalFault(scene.resume(run), /Process \d+ is working on /);
      first.child.kill('SIGCONT');
      if (struck && refusal !== undefined) return { struck, fault: refusal };
      return { struck, fault: await faultOf(scene, run, before, [first]) };
    },
  },
];

/** The journal of a run that was killed is changed, and the run gone on with. */
function journalFault(
  kind: string,
  how: string,
  changed: (lines: readonly string[], random: Random) => string,
): Fault {
  return {
    kind,
    how: `${how}; then \`autofit resume\``,
    async attempt(scene, run, random) {
      const killed = scene.search(run);
      const struck = await momentOfTrials(scene, run, killed, random);
      killed.child.kill('SIGKILL');
      await killed.ended;
      const path = join(run, 'journal.jsonl');
      const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
      writeFileSync(path, changed(lines, random));
      const before = lookAt(run);
      return { struck, fault: await faultOf(scene, run, before, [scene.resume(run)]) };
    },
  };
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
