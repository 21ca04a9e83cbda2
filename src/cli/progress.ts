import type { Clock } from './tick-clock.js';
import type { View } from './view.js';

/** Tells on standard error how long work goes on. */
export interface Progress {
  readonly seconds: Clock;
  /** A line that stays. */
  say(text: string): void;
  /** Tells of this view from now on. */
  show(view: View): void;
  /** The view has something else to tell: something new at once, else when it is time. */
  changed(isNew?: boolean): void;
  /** Takes away what is drawn and gives the terminal back; does nothing the second time. */
  close(): void;
}
