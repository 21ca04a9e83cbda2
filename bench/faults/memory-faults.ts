import { basename } from 'node:path';
import type { Command } from './command.js';
import { type MemoryGroup, openMemoryGroup } from './control-group.js';
import type { Fault, Outcome } from './fault.js';
import { anyMoment } from './moments.js';
import { between } from './refusal.js';
import type { Scene } from './scene.js';
import { faultOf, lookAt } from './witness.js';

/** Bytes that a process may still take when its limit comes. */
const LEFT = 100_000;
const MOST_TRIES = 20;

/** Faults by which a process dies for want of memory. */
export const memoryFaults: readonly Fault[] = [
  {
    kind: 'memory-killed',
    how: 'the kernel kills the process, whose control group may take no more than it has; then `autofit resume`',
    async attempt(scene, run, random) {
      const group = openMemoryGroup(`autofit-${process.pid}-${basename(run)}`);
      try {
        const command = scene.search(run, ['-j', '2'], { within: group.within });
        await anyMoment(scene, run, command, random);
        limitNow(group);
        return await resumedAfterDeath(scene, run, command, 'SIGKILL');
      } finally {
        group.close();
      }
    },
  },
  {
    kind: 'heap-limit',
    how: 'the heap of the process has a random size, 14 to 24 MB (`--max-old-space-size`), that it dies by; then `autofit resume` with more',
    attempt(scene, run, random) {
      const limit = between(14, 25, random);
      const command = scene.search(run, ['-j', '2'], { node: [`--max-old-space-size=${limit}`] });
      return resumedAfterDeath(scene, run, command, 'SIGABRT');
    },
  },
];

/** Again where more is taken than was there a moment ago. */
function limitNow(group: MemoryGroup): void {
  for (let tries = 1; ; tries++) {
    try {
      group.limit(group.usage() + tries * LEFT);
      return;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EBUSY' || tries === MOST_TRIES) throw thrown;
    }
  }
}

/** Waits for the death of a process and goes on with its run. */
async function resumedAfterDeath(
  scene: Scene,
  run: string,
  command: Command,
  death: NodeJS.Signals,
): Promise<Outcome> {
  const code = await command.ended;
  const struck = code !== 0;
  if (struck && code !== death) {
    return { struck, fault: `it ended with ${code}: ${command.told().slice(-400)}` };
  }
  const before = lookAt(run);
  const commands = struck ? [command, scene.resume(run)] : [command];
  return { struck, fault: await faultOf(scene, run, before, commands) };
}
