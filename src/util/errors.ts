/** Where a mistake was found; `line`, `column` and `row` count from 1. */
export interface ErrorPlace {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly row?: number;
}

export interface ErrorDetails extends ErrorPlace {
  /** What to do about it, in one sentence. */
  readonly hint?: string;
}

/** A mistake of the user: what was found, where, and what to do. Every other error is a bug. */
export class AutofitError extends Error {
  override readonly name = 'AutofitError';
  readonly code: string;
  readonly hint: string | undefined;
  readonly place: ErrorPlace;

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    const { hint, ...place } = details;
    this.hint = hint;
    this.place = place;
  }
}

/** What `check` gives; a mistake that it finds is told with the part of a file or of options that it was found in. */
export function within<T>(part: string, check: () => T, place: ErrorPlace = {}): T {
  try {
    return check();
  } catch (thrown) {
    if (!(thrown instanceof AutofitError)) throw thrown;
    const { code, message, hint } = thrown;
    const details = { ...thrown.place, ...place, ...(hint !== undefined && { hint }) };
    throw new AutofitError(code, `${part}: ${message}`, details);
  }
}

/** The text of whatever was thrown. */
export function errorMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
