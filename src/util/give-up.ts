/** Ends many waits at once. */
export interface GiveUp<T> {
  /** What the promise gives, or what is given instead once all is given up. */
  wait<V>(promise: Promise<V>): Promise<V | T>;
  giveUp(instead: T): void;
}

/** Holds nothing of waits that are over: a promise that all were raced with (`Promise.race`) would hold what each of them gave. */
export function createGiveUp<T>(): GiveUp<T> {
  const waiting = new Set<(instead: T) => void>();
  let given: { readonly instead: T } | undefined;
  return {
    wait: <V>(promise: Promise<V>) =>
      new Promise<V | T>((resolve, reject) => {
        waiting.add(resolve);
        promise.then(resolve, reject).finally(() => waiting.delete(resolve));
        // What is here already comes first.
        if (given) void Promise.resolve(given.instead).then(resolve);
      }),
    giveUp(instead) {
      given ??= { instead };
      for (const resolve of waiting) resolve(given.instead);
      waiting.clear();
    },
  };
}
