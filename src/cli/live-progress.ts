import { createFramePace } from './frame-pace.js';
import { createLiveRegion } from './live-region.js';
import type { Progress } from './progress.js';
import { sharedWith } from './shared-terminal.js';
import type { Clock } from './tick-clock.js';
import type { View } from './view.js';

/** Seconds between frames of what goes on; what begins is drawn at once. */
const GAP = 0.2;

type Terminal = NodeJS.WriteStream;

/** Draws a view at the end of the terminal; whatever anybody writes meanwhile stands above it. */
export function createLiveProgress(terminal: Terminal, seconds: Clock, delay: number): Progress {
  const begunAt = seconds();
  const write = terminal.write.bind(terminal);
  const region = createLiveRegion({ columns: () => terminal.columns, write });
  const mayDraw = createFramePace(seconds);
  let view: View | undefined;
  let last = '';
  const draw = (gap: number) => {
    if (!view || seconds() - begunAt < delay) return;
    const room = { width: terminal.columns, height: terminal.rows - 2 };
    const lines = view.frame(room, seconds());
    const frame = lines.join('\n');
    if (frame === last || !mayDraw(gap)) return;
    region.draw(lines.map(styled));
    last = frame;
  };
  const withdraw = () => {
    region.close();
    last = '';
  };
  const clear = () => {
    region.clear();
    last = '';
  };
  const shared = { before: clear, after: region.leftWithin };
  const unshare = sharedWith([process.stderr, process.stdout], shared);
  const timer = setInterval(draw, 1000 * GAP, 0).unref();
  const unheard = heard(terminal, { end: withdraw, resized: () => draw(0) });
  return {
    seconds,
    say(text) {
      clear();
      write(`${text}\n`);
      draw(GAP);
    },
    show(shown) {
      view = shown;
      draw(0);
    },
    changed: (isNew = false) => draw(isNew ? 0 : GAP),
    close() {
      clearInterval(timer);
      unshare();
      unheard();
      withdraw();
      view = undefined;
    },
  };
}

/** Gives the terminal back where the process ends, and while Ctrl-Z stops it. Gives what ends this. */
function heard(terminal: Terminal, { end, resized }: { end(): void; resized(): void }): () => void {
  const suspend = () => {
    end();
    process.kill(process.pid, 'SIGSTOP');
  };
  process.on('exit', end);
  process.on('SIGTSTP', suspend);
  terminal.on('resize', resized);
  return () => {
    process.off('exit', end);
    process.off('SIGTSTP', suspend);
    terminal.off('resize', resized);
  };
}

/** The label of a line stands back, where colours are wanted. */
function styled(line: string): string {
  if (process.env.NO_COLOR) return line;
  return line.replace(/^(?:over time|worker \d+|[a-z]+)(?= )/, '\x1b[2m$&\x1b[22m');
}
