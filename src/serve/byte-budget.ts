/** Bytes that may be held at once. */
export interface ByteBudget {
  /** False, and nothing is taken, where so many are not left. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

export function createBudget(most: number): ByteBudget {
  let held = 0;
  return {
    take(bytes) {
      if (held + bytes > most) return false;
      held += bytes;
      return true;
    },
    give(bytes) {
      held -= bytes;
    },
  };
}
