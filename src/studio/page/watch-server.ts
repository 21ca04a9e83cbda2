import type { StudioTold } from '../studio-calls.js';

/** Milliseconds behind which a server is asked again that has refused. */
const AGAIN_MS = 2000;

/**
 * Hears what the server tells, and whether it is there. A connection that breaks is opened again by the browser, which says what it has
 * heard; a server that was started anew refuses until its address is opened, which another page of this browser may do.
 */
export function watchServer(listener: (told: StudioTold) => void): () => void {
  let server: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let source = open();

  function open(): EventSource {
    const own = new EventSource('api/told');
    own.onmessage = ({ data }: MessageEvent<string>) => listener(JSON.parse(data) as StudioTold);
    own.addEventListener('server', ({ data }: MessageEvent<string>) => {
      listener({ kind: 'found' });
      if (server !== undefined && server !== data) listener({ kind: 'restarted' });
      server = data;
    });
    own.onerror = () => {
      listener({ kind: 'lost' });
      if (own.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(() => {
        source = open();
      }, AGAIN_MS);
    };
    return own;
  }

  return () => {
    clearTimeout(timer);
    source.close();
  };
}
