import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Fault } from './fault.js';
import { anyMoment } from './moments.js';
import { faultOf, lookAt } from './witness.js';

/** Seconds that clocks jump. */
const JUMP = 3600;

/** Faults of the clock that tells the date. */
export const clockFaults: readonly Fault[] = [
  clockFault('clock-back', 'the date jumps back by an hour (libfaketime)', -JUMP),
  clockFault('clock-forward', 'the date jumps forward by an hour (libfaketime)', JUMP),
];

function clockFault(kind: string, how: string, seconds: number): Fault {
  return {
    kind,
    how,
    async attempt(scene, run, random) {
      const clock = createClock(`${run}.clock`);
      const command = scene.search(run, ['-j', '2'], { env: clock.env });
      const struck = await anyMoment(scene, run, command, random);
      const before = lookAt(run);
      clock.jump(seconds);
      return { struck, fault: await faultOf(scene, run, before, [command]) };
    },
  };
}

export interface JumpingClock {
  /** Of processes that go by it. */
  readonly env: NodeJS.ProcessEnv;
  /** So many seconds away from the right time. */
  jump(seconds: number): void;
}

/** A clock of some processes alone, by a file that says how it goes. Throws where there is no libfaketime, or it does nothing. */
export function createClock(file: string): JumpingClock {
  const env = {
    LD_PRELOAD: libraryPath(),
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    // Clocks that count from a start are not set when the date is.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
  const jump = (seconds: number) => writeFileSync(file, `${seconds < 0 ? '' : '+'}${seconds}\n`);
  jump(-JUMP);
  const date = execFileSync('date', ['+%s'], { env: { ...process.env, ...env } });
  if (Number(date) > Date.now() / 1000 - JUMP / 2) throw new Error('libfaketime does nothing');
  jump(0);
  return { env, jump };
}

/** Where the library is, as the command that comes with it knows. */
function libraryPath(): string {
  const command = ['sh', '-c', 'echo "$LD_PRELOAD"'];
  const told = execFileSync('faketime', ['-m', '-f', '+0', ...command], { encoding: 'utf8' });
  const path = told.trim().split(':').at(-1) ?? '';
  if (path === '') throw new Error('faketime does not name its library');
  return path;
}
