/** Long work in steps: between two of them others have their turn, and it may be given up. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does the work without a break. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** One step an item. */
export function* mapInSteps<T, U>(
  items: readonly T[],
  work: (item: T, place: number) => U,
): Steps<U[]> {
  const done: U[] = [];
  for (const [place, item] of items.entries()) {
    done.push(work(item, place));
    yield;
  }
  return done;
}
