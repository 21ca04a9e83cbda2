import { timestamp } from '../util/clock.js';

/** Letters of a name: with the time behind it, a folder of it is short enough for every file system, in any script. */
const LONGEST = 50;

/** What a run of a file is called: the letters and digits of its name, and when it was begun; numbered where that is taken. */
export function runName(file: string, isTaken: (name: string) => boolean): string {
  const letters = file.replace(/\..*$/s, '').replaceAll(/[^\p{L}\p{N}_-]+/gu, '-');
  const short = [...letters].slice(0, LONGEST).join('');
  const first = `${short.replaceAll(/^-+|-+$/g, '') || 'data'}-${timestamp()}`;
  let name = first;
  for (let number = 2; isTaken(name); number++) name = `${first}-${number}`;
  return name;
}
