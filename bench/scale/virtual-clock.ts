import { setImmediate } from 'node:timers/promises';

/** A clock that jumps from one event to the next: what waits for hours takes no time. */
export interface VirtualClock {
  /** Seconds since the start. */
  now(): number;
  /** Calls back in so many seconds; of equal times the earlier call first. */
  after(seconds: number, call: () => void): void;
  /** Lets all that can happen at a time happen before it goes on, until the promise settles. */
  runUntil<T>(settles: Promise<T>): Promise<T>;
}

interface Event {
  readonly at: number;
  readonly order: number;
  readonly call: () => void;
}

export function createVirtualClock(): VirtualClock {
  const heap: Event[] = [];
  let [time, count] = [0, 0];
  return {
    now: () => time,
    after(seconds, call) {
      push(heap, { at: time + Math.max(0, seconds), order: count++, call });
    },
    async runUntil(settles) {
      let isSettled = false;
      const end = () => {
        isSettled = true;
      };
      settles.then(end, end);
      await setImmediate();
      while (!isSettled) {
        const next = pop(heap);
        if (!next) throw new Error('nothing is left to happen');
        time = next.at;
        next.call();
        await setImmediate();
      }
      return settles;
    },
  };
}

function isBefore(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Event[], event: Event): void {
  let place = heap.push(event) - 1;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!isBefore(event, heap[parent] as Event)) break;
    heap[place] = heap[parent] as Event;
    place = parent;
  }
  heap[place] = event;
}

function pop(heap: Event[]): Event | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (!last || last === first) return first;
  let place = 0;
  for (;;) {
    const left = 2 * place + 1;
    if (left >= heap.length) break;
    const right = left + 1;
    const isRight = right < heap.length && isBefore(heap[right] as Event, heap[left] as Event);
    const child = isRight ? right : left;
    if (!isBefore(heap[child] as Event, last)) break;
    heap[place] = heap[child] as Event;
    place = child;
  }
  heap[place] = last;
  return first;
}
