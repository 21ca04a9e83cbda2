import { mixedHash } from '../../src/util/mixed-hash.js';

/** As many texts as 2 to a power, that FNV-1a gives one hash: each part is one of two that lead from a state to the same next one. */
export function textsOfOneHash(power: number): string[] {
  let texts = [''];
  let state = 0x811c9dc5;
  for (let i = 0; i < power; i++) {
    const pair = alike(state);
    state = stateBehind(state, pair[0] ?? '');
    texts = texts.flatMap((text) => pair.map((part) => text + part));
  }
  return texts;
}

function alike(state: number): readonly string[] {
  const seen = new Map<number, string>();
  for (let i = 0; ; i++) {
    // Parts that are alike would take long to meet.
    const part = mixedHash(i, 0).toString(36).padStart(7, '0');
    const behind = stateBehind(state, part);
    const other = seen.get(behind);
    if (other !== undefined) return [other, part];
    seen.set(behind, part);
  }
}

function stateBehind(state: number, part: string): number {
  let own = state;
  for (let i = 0; i < part.length; i++) own = Math.imul(own ^ part.charCodeAt(i), 0x01000193);
  return own;
}
