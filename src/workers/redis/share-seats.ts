import type { KnownRun } from './known-run.js';
import type { ServedRun } from './served-run.js';

/** The threads of a worker, shared by the runs that it works for. */
export interface SharedSeats {
  /** Takes jobs until no seat is free or none waits. */
  fill(): void;
  close(): void;
}

/** Each seat that is free goes to the run that has the fewest, of equal ones to the one that had a turn longest ago. */
export function shareSeats(seats: number, runs: ReadonlyMap<string, KnownRun>): SharedSeats {
  const free = Array.from({ length: seats }, (_, seat) => seat + 1);
  const turns = new Map<string, number>();
  let turn = 0;
  let isFilling = false;
  let isAsked = false;
  let isClosed = false;
  const takeOne = async (): Promise<boolean> => {
    const own = nextRun(runs, turns);
    const [seat] = free;
    if (!own || seat === undefined || isClosed) return false;
    turns.set(own.known.run, ++turn);
    own.known.mayHaveWork = false;
    const taken = await own.served.take(seat);
    if (!taken) return true;
    // Where one was, others may be.
    own.known.mayHaveWork = true;
    free.splice(free.indexOf(seat), 1);
    void taken.ended.then(() => {
      free.push(seat);
      free.sort((a, b) => a - b);
      fill();
    });
    return true;
  };
  const fillAll = async () => {
    do {
      isAsked = false;
      while (await takeOne());
    } while (isAsked);
  };
  const fill = () => {
    isAsked = true;
    if (isFilling) return;
    isFilling = true;
    // Redis is away: the next beat asks again.
    fillAll()
      .catch(() => {})
      .finally(() => {
        isFilling = false;
      });
  };
  return {
    fill,
    close() {
      isClosed = true;
    },
  };
}

function nextRun(runs: ReadonlyMap<string, KnownRun>, turns: ReadonlyMap<string, number>) {
  const open: { readonly known: KnownRun; readonly served: ServedRun }[] = [];
  for (const known of runs.values()) {
    const served = known.served();
    if (served && known.mayHaveWork && served.running < served.seats) open.push({ known, served });
  }
  const last = ({ run }: KnownRun) => turns.get(run) ?? 0;
  const [first] = open.toSorted(
    (a, b) => a.served.running - b.served.running || last(a.known) - last(b.known),
  );
  return first;
}
