import type { ThreadRequest } from './calls.js';
import type { OpenThread, ThreadHearer } from './host/piscina.js';

/** Threads that a worker asks its page for. */
export class AskedThreads {
  readonly #endings = new Map<number, ThreadHearer['onEnded']>();
  readonly #ask: (request: ThreadRequest, transfer: Transferable[]) => void;
  #last = 0;

  constructor(ask: (request: ThreadRequest, transfer: Transferable[]) => void) {
    this.#ask = ask;
  }

  open({ onAnswer, onEnded }: ThreadHearer): OpenThread {
    const thread = ++this.#last;
    const { port1: own, port2: port } = new MessageChannel();
    own.onmessage = ({ data }) => onAnswer(data);
    this.#endings.set(thread, onEnded);
    this.#ask({ kind: 'open-thread', thread, port }, [port]);
    return {
      post: (message, transfer) => own.postMessage(message, [...transfer]),
      close: () => {
        own.close();
        this.#endings.delete(thread);
        this.#ask({ kind: 'close-thread', thread }, []);
      },
    };
  }

  /** The page tells that one has ended by itself. */
  ended(thread: number, message: string): void {
    this.#endings.get(thread)?.(message);
  }
}
