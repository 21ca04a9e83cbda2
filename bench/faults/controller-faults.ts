import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.js';
import { killThread } from './kill-thread.js';
import { anyMoment, momentOfTrials } from './moments.js';
import { faultOf, lookAt } from './witness.js';

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
    kind: 'thread-killed',
    how: 'a worker thread ends in the middle of its job, told to from outside through the inspector',
    async attempt(scene, run, random) {
      const command = scene.search(run, ['-j', '2'], { node: ['--inspect=127.0.0.1:0'] });
      await momentOfTrials(scene, run, command, random);
      const before = lookAt(run);
      const struck = await killThread(command, random);
      return { struck, fault: await faultOf(scene, run, before, [command]) };
    },
  },
];
