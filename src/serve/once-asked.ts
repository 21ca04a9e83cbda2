/** What is made at the first call; again at the next one where that failed. */
export function onceAsked<T>(make: () => Promise<T>): {
  readonly get: () => Promise<T>;
  readonly opened: () => Promise<T> | undefined;
} {
  let made: Promise<T> | undefined;
  return {
    opened: () => made,
    get() {
      made ??= make().catch((thrown: unknown) => {
        made = undefined;
        throw thrown;
      });
      return made;
    },
  };
}
