import type { Fault } from './fault.js';
import { anyMoment, momentOfTrials } from './moments.js';
import { openTerminal } from './terminal.js';
import { faultOf, lookAt } from './witness.js';

/** Faults of where a process writes to. */
export const streamFaults: readonly Fault[] = [
  {
    kind: 'output-closed',
    how: 'whoever reads standard output ends while progress is told',
    async attempt(scene, run, random) {
      const command = scene.search(run);
      const struck = await anyMoment(scene, run, command, random);
      const before = lookAt(run);
      command.child.stdout?.destroy();
      return { struck, fault: await faultOf(scene, run, before, [command]) };
    },
  },
  {
    kind: 'errors-closed',
    how: 'whoever reads standard error ends: nobody hears of the progress',
    async attempt(scene, run, random) {
      const command = scene.search(run);
      const struck = await anyMoment(scene, run, command, random);
      const before = lookAt(run);
      command.child.stderr?.destroy();
      return { struck, fault: await faultOf(scene, run, before, [command]) };
    },
  },
  {
    kind: 'terminal-closed',
    how: 'the terminal of a shell is closed in which it draws its progress: what is finished becomes a model; then `autofit resume`',
    async attempt(scene, run, random) {
      const terminal = openTerminal([...scene.args, '-o', run, '-j', '2'], `${run}.code`);
      const { command } = terminal;
      const struck = await momentOfTrials(scene, run, command, random);
      terminal.close();
      const code = await command.ended;
      if (code !== 0) return { struck, fault: `it ended with ${code}: ${command.told()}` };
      const before = lookAt(run);
      // What was cut short is told for the model that it is in, and trained to its end later.
      const [told = ''] = command.told().split('stopping: ');
      const closed = { ...command, told: () => told };
      return { struck, fault: await faultOf(scene, run, before, [closed, scene.resume(run)]) };
    },
  },
];
