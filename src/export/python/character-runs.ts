import { flagsOf } from '../../preprocessing/character-flags.js';

const END = 0x110000;
const PAIRS_FROM = 0xd800;
const PAIRS_TO = 0xe000;

/**
 * What all characters are, as runs of code points that are alike: [first, flags] each. Written into what is exported, so
 * that it counts texts by the same version of Unicode.
 */
export function characterRuns(): readonly CharacterRun[] {
  known ??= allRuns();
  return known;
}

type CharacterRun = readonly [first: number, flags: number];

/** All of Unicode takes half a second. */
let known: readonly CharacterRun[] | undefined;

function allRuns(): readonly CharacterRun[] {
  const runs: [number, number][] = [];
  let before = -1;
  for (let code = 0; code < END; code++) {
    const isHalf = code >= PAIRS_FROM && code < PAIRS_TO;
    const flags = isHalf ? 0 : flagsOf(String.fromCodePoint(code));
    if (flags !== before) runs.push([code, flags]);
    before = flags;
  }
  return runs;
}
