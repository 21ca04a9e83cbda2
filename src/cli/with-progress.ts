import { createProgress } from './create-progress.js';
import { exitOnInterrupt } from './exit-on-interrupt.js';
import type { Progress } from './progress.js';
import { createWorkView, type WorkView } from './work-view.js';

/** Seconds that work may take without a word. */
const DELAY = 1;

/** Where work says what it does. */
export interface Told {
  readonly onProgress: (event: Parameters<WorkView['tell']>[0]) => void;
  readonly begin: (name: string) => void;
}

/** Does work that may take long, and tells meanwhile how far it is; the terminal is given back at its end, whatever it is. */
export async function withProgress<T>(
  flags: { readonly quiet?: boolean | undefined },
  work: (told: Told) => Promise<T>,
): Promise<T> {
  const { progress, ...told } = startWork(flags);
  try {
    return await exitOnInterrupt(() => work(told));
  } finally {
    progress.close();
  }
}

/** The same for work that hears of signals itself; whoever starts it closes its progress. */
export function startWork(flags: {
  readonly quiet?: boolean | undefined;
}): Told & { readonly progress: Progress } {
  const progress = createProgress({ quiet: flags.quiet, delay: DELAY });
  const view = createWorkView(progress.seconds());
  progress.show(view);
  return {
    progress,
    onProgress: (event) => progress.changed(view.tell(event)),
    begin: (name) => progress.changed(view.begin(name)),
  };
}
