import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.js';
import { killThread } from './kill-thread.js';
import { anyMoment, momentOfTrials } from './moments.js';
import { faultOf, lookAt, lossOf } from './witness.js';

/** Seconds that a search is given, and in which it is to end when they are over, beside much other work. */
const LIMIT = 12;
const MOST_LATE = 10;
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
    how: 'SIGSTOP of a process with a time limit until that is over, then SIGCONT: the pause counts, and it ends at once with a model',
    async attempt(scene, run, random) {
      const command = scene.search(run, ['-j', '2', '--time-limit', `${LIMIT}s`]);
      await Promise.race([sleep(1000 * LIMIT * (0.1 + 0.7 * random.next())), command.ended]);
      const struck = !command.isOver();
      command.child.kill('SIGSTOP');
      const before = lookAt(run);
      await sleep(1000 * Math.max(LIMIT, scene.pause));
      // What is cut short then is told for the model that it is in, and not on record.
      const told = command.told();
      command.child.kill('SIGCONT');
      const start = performance.now();
      const loss = await lossOf(run, before, [{ ...command, told: () => told }]);
      const late = (performance.now() - start) / 1000;
      if (loss !== undefined || !struck) return { struck, fault: loss };
      if (!existsSync(join(run, 'model.safetensors')))
        return { struck, fault: 'there is no model' };
      const fault = late > MOST_LATE ? `it ended ${late.toFixed(1)} s late` : undefined;
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
