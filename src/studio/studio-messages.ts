import type { StudioExample } from './studio-calls.js';

/** Data as the server knows it: what it was begun with, an example, or what was sent to it. */
export type ServedData =
  | { readonly kind: 'given'; readonly name: string }
  | { readonly kind: 'example'; readonly name: string }
  | { readonly kind: 'uploaded'; readonly id: string; readonly name: string };

/** What the server says first. */
export interface StudioGreeting {
  /** What it was begun with; null where that is nothing. */
  readonly given: string | null;
  readonly examples: readonly StudioExample[];
}

/** What the server says of a run that it begins, or that waits. */
export interface StudioBegun {
  readonly run: string;
}
