import { join } from 'node:path';
import type { Fault } from './fault.js';
import { anyMoment } from './moments.js';
import { between, resumedAfter } from './refusal.js';
import { openSmallDisk, type SmallDisk } from './small-disk.js';

/** Bytes of the journal's first line, which a run begins with, and of its model file. */
const FIRST_LINE = 4000;
const LARGEST_FILE = 170_000;

/** Faults of the disk that a run is written to. */
export const diskFaults: readonly Fault[] = [
  onSmallDisk({
    kind: 'disk-full',
    how: 'no room is left on the disk (a tmpfs); then there is again, and `autofit resume`',
    says: /no space left on device/,
    strike: (disk) => disk.fill(),
    release: (disk) => disk.makeRoom(),
  }),
  onSmallDisk({
    kind: 'disk-read-only',
    how: 'nothing can be opened for writing in the run folder any more (a bind mount); then it can, and `autofit resume`',
    says: /read-only file system|nothing can be written/,
    strike: (disk) => disk.setReadOnly(true),
    release: (disk) => disk.setReadOnly(false),
  }),
  {
    kind: 'file-limit',
    how: 'no file may be larger than a random size (`ulimit -f`); then any may, and `autofit resume`',
    attempt(scene, run, random) {
      const limit = between(FIRST_LINE, LARGEST_FILE, random);
      const command = scene.search(run, ['-j', '2'], { within: ['prlimit', `--fsize=${limit}`] });
      return resumedAfter({ scene, run, command }, /file too large/);
    },
  },
];

interface DiskFault extends Pick<Fault, 'kind' | 'how'> {
  readonly says: RegExp;
  strike(disk: SmallDisk): void;
  release(disk: SmallDisk): void;
}

function onSmallDisk({ kind, how, says, strike, release }: DiskFault): Fault {
  return {
    kind,
    how,
    async attempt(scene, folder, random) {
      const disk = openSmallDisk(folder);
      try {
        const run = join(folder, 'run');
        const command = scene.search(run);
        await anyMoment(scene, run, command, random);
        strike(disk);
        return await resumedAfter({ scene, run, command }, says, () => release(disk));
      } finally {
        disk.close();
      }
    },
  };
}
