import type { Finding } from './diagnosis.js';

/** What standard output is, and what the environment says of it. */
export interface Surface {
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function terminalFinding({ isTerminal, columns, environment }: Surface): Finding {
  const name = 'terminal';
  if (!isTerminal) {
    return { name, status: 'ok', found: 'none: output goes to a file or a pipe, as plain lines' };
  }
  const isDumb = environment.TERM === 'dumb';
  const isPlain = environment.NO_COLOR !== undefined && environment.NO_COLOR !== '';
  const view = isDumb ? 'plain lines (TERM is dumb)' : 'progress is drawn in place';
  const colours = isPlain ? ', without colours (NO_COLOR)' : '';
  const found = `${columns ?? 80} columns; ${view}${colours}`;
  if ((columns ?? 80) >= 60) return { name, status: 'ok', found };
  return { name, status: 'warn', found, advice: 'Tables are cut here: 80 columns show them.' };
}
