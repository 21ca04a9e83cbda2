import { now } from '../../util/clock.js';
import { GONE_MS } from './protocol.js';

/** Says who is there, by beats that count up: those whose count has stood still for long are gone. */
export interface LiveBeats {
  /** Whether the sender of a beat is there; one that is heard of for the first time is. */
  isLive(sender: string, beat: number): boolean;
}

export function liveBeats(): LiveBeats {
  const heard = new Map<string, { readonly beat: number; readonly at: number }>();
  return {
    isLive(sender, beat) {
      const last = heard.get(sender);
      if (last?.beat !== beat) {
        heard.set(sender, { beat, at: now() });
        return true;
      }
      return now() - last.at < GONE_MS;
    },
  };
}
