import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventsIn } from '../../test/fixtures/halved-run.js';
import type { Fault } from './fault.js';
import { killThread } from './kill-thread.js';
import { anyMoment, momentOfTrials } from './moments.js';
import { faultOf, lookAt, lossOf } from './witness.js';

/** Seconds that a search is given; trials that may come to be on record when they are over: what its two workers had just done. */
const LIMIT = 12;
const MOST_LATE = 2;
/** Megabytes of heap of each thread. */
const HEAP = 100;

/** Faults of the process that searches, on one machine. */
export const controllerFaults: readonly Fault[] = [
  {
    kind: 'controller-killed',
    how: 'kill -9 of the process, then `autofit resume`',
    async attempt(scene, run, random) {
      const killed = scene.search(run, ['-j', String(1 + random.integer(3))]);
      const struck = await anyMoment(scene, run, killed, random);
      killed.child.kill('SIGKILL');
      await killed.ended;
      const before = lookAt(run);
      return { struck, fault: await faultOf(scene, run, before, [killed, scene.resume(run)]) };
    },
  },
  {
    kind: 'controller-stopped',
    how: 'SIGSTOP of the process, then SIGCONT',
    async attempt(scene, run, random) {
      const command = scene.search(run);
      const struck = await anyMoment(scene, run, command, random);
      command.child.kill('SIGSTOP');
      const before = lookAt(run);
      await sleep(1000 * scene.pause);
      command.child.kill('SIGCONT');
      return { struck, fault: await faultOf(scene, run, before, [command]) };
    },
  },
  {
    kind: 'stopped-in-time',
    how: 'SIGSTOP of a process with a time limit until that is over, then SIGCONT: the pause counts, and it ends with a model of what it has',
    async attempt(scene, run, random) {
      // So many trials that time ends it.
      const told = ['-j', '2', '--time-limit', `${LIMIT}s`, '--trials', '1000000'];
      const command = scene.search(run, told);
      await Promise.race([sleep(1000 * LIMIT * (0.1 + 0.7 * random.next())), command.ended]);
      const struck = !command.isOver();
      command.child.kill('SIGSTOP');
      const before = lookAt(run);
      await sleep(1000 * Math.max(LIMIT, scene.pause));
      // What is cut short then is told for the model that it is in, and not on record.
      const said = command.told();
      const known = eventsIn(run, 'trial');
      command.child.kill('SIGCONT');
      const code = await command.ended;
      // Before there is a row nothing can be judged, and it says so.
      if (code === 2 && /time was up before a row/.test(command.told())) return { struck: false };
      if (code !== 0) return { struck, fault: `it ended with ${code}: ${command.told()}` };
      const loss = await lossOf(run, before, [{ ...command, told: () => said }]);
      const late = eventsIn(run, 'trial') - known;
      if (loss !== undefined || !struck) return { struck, fault: loss };
      if (!existsSync(join(run, 'model.safetensors')))
        return { struck, fault: 'there is no model' };
      const fault = late > MOST_LATE ? `${late} trials came when time was over` : undefined;
      return { struck, fault };
    },
  },
  threadFault(
    'thread-killed',
    'a worker thread ends in the middle of its job, told to from outside through the inspector',
    'exit',
  ),
  threadFault(
    'thread-heap-full',
    `a worker thread fills its heap of ${HEAP} MB in the middle of its job, told to from outside through the inspector`,
    'fill',
  ),
];

function threadFault(kind: string, how: string, end: 'exit' | 'fill'): Fault {
  return {
    kind,
    how,
    async attempt(scene, run, random) {
      const node = ['--inspect=127.0.0.1:0', `--max-old-space-size=${HEAP}`];
      const command = scene.search(run, ['-j', '2'], { node });
      await momentOfTrials(scene, run, command, random);
      const before = lookAt(run);
      const struck = await killThread(command, random, end);
      return { struck, fault: await faultOf(scene, run, before, [command]) };
    },
  };
}
