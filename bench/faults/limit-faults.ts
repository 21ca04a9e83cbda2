import { WITHOUT_GUARDS } from '../../src/util/address-space.js';
import type { Fault } from './fault.js';
import { momentOfTrials } from './moments.js';
import { between, resumedAfter } from './refusal.js';
import { faultOf, lookAt } from './witness.js';

/** What the system may bound, and terminals that close. */
export const limitFaults: readonly Fault[] = [
  {
    kind: 'handles-limit',
    how: 'the process may open a random number of files, 26 to 500 (`ulimit -n`); where it refuses, `autofit resume` with more',
    attempt(scene, run, random) {
      const limit = between(26, 500, random);
      const command = scene.search(run, ['-j', '2'], { within: ['prlimit', `--nofile=${limit}`] });
      return resumedAfter({ scene, run, command }, /EMFILE|Cannot find package/);
    },
  },
  {
    kind: 'addresses-limit',
    how: 'the process may have a random number of addresses, 1 to 4 GB (`ulimit -v`); where it refuses, `autofit resume` with more',
    attempt(scene, run, random) {
      const limit = between(1000, 4000, random) * 1e6;
      const options = { within: ['prlimit', `--as=${limit}`], node: [WITHOUT_GUARDS] };
      const command = scene.search(run, ['-j', '2'], options);
      return resumedAfter({ scene, run, command }, /ulimit -v|Memory is not enough/);
    },
  },
  {
    kind: 'hung-up',
    how: 'SIGHUP, as of a terminal that closes: what is finished becomes a model; then `autofit resume`',
    async attempt(scene, run, random) {
      const command = scene.search(run);
      const struck = await momentOfTrials(scene, run, command, random);
      command.child.kill('SIGHUP');
      const code = await command.ended;
      if (code !== 0) return { struck, fault: `it ended with ${code}: ${command.told()}` };
      const before = lookAt(run);
      // What was cut short is told for the model that it is in, and trained to its end later.
      const [told = ''] = command.told().split('stopping: ');
      const stopped = { ...command, told: () => told };
      return { struck, fault: await faultOf(scene, run, before, [stopped, scene.resume(run)]) };
    },
  },
];
