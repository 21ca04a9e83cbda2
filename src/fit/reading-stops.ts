import type { StoppedReading } from '../run/detection-journal.js';

/** What is read of the pictures of a detector before its search. */
export type ReadingPart = keyof StoppedReading;

/** What ends parts of a reading, and remembers where. */
export interface ReadingStops {
  /** Begins a part, and says of its pictures whether the one behind so many, and all that come, are left out. */
  begin(part: ReadingPart): (done: number) => boolean;
  stopped(): StoppedReading;
  /** Whether it is the user who stopped one. */
  isCut(): boolean;
}

/** A part ends where `begin` says that it is over, or the user stops it. */
export function readingStops(begin: ReadingStops['begin'], isStopped: () => boolean): ReadingStops {
  const stopped: Partial<Record<ReadingPart, number>> = {};
  let isCut = false;
  return {
    begin(part) {
      const isOver = begin(part);
      return (done) => {
        if (stopped[part] !== undefined) return true;
        isCut ||= isStopped();
        if (isCut || isOver(done)) stopped[part] = done;
        return stopped[part] !== undefined;
      };
    },
    stopped: () => stopped,
    isCut: () => isCut,
  };
}
