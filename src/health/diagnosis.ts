/** `fail`: something that is needed does not work. `warn`: it works, but slower or not for long. */
export type FindingStatus = 'ok' | 'warn' | 'fail';

/** What was looked at, how it is, and what to do about it. */
export interface Finding {
  readonly name: string;
  readonly status: FindingStatus;
  readonly found: string;
  /** Where something is to be done, or may be gained. */
  readonly advice?: string;
  /** The same as numbers: bytes, seconds, counts. */
  readonly figures?: Readonly<Record<string, number>>;
}

/** What of this machine autofit may use, and what is wrong; plain data. */
export interface Diagnosis {
  /** Whether all that is needed works. */
  readonly works: boolean;
  readonly findings: readonly Finding[];
}
