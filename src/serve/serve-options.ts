import { checkPlainOptions } from '../util/check-arguments.js';
import { AutofitError } from '../util/errors.js';
import { portNumber } from '../util/port-number.js';
import { availableProcessors } from '../util/processors.js';
import { wholeNumber } from '../util/whole-number.js';

/** How a model is served. */
export interface ServeOptions {
  /** Where it listens; 0 for a port that is free. @default 8080 */
  readonly port?: number | undefined;
  /** The address that it listens at; `0.0.0.0` is all of the machine. @default 127.0.0.1 */
  readonly host?: string | undefined;
  /** What requests must bring as `Authorization: Bearer`. @default nothing */
  readonly token?: string | undefined;
  /** The origin whose pages may ask, or `*`. @default none */
  readonly cors?: string | undefined;
  /** Bytes that a request may have, and a line of a stream. @default 10,000,000 */
  readonly maxBody?: number | undefined;
  /** Threads that predict, 1,024 at most. @default the processors available but one */
  readonly workers?: number | undefined;
  /** Requests that wait for a thread at most; more are told to come back. @default 1000 */
  readonly queue?: number | undefined;
  /** Seconds that a request may take to arrive, and its rows to be predicted. @default 30 */
  readonly timeout?: number | undefined;
  /** Told what went wrong inside, and of reloads; what it throws or rejects with is dropped. @default nobody hears of it */
  readonly onMessage?: ((text: string) => void) | undefined;
}

export type ServeSettings = Readonly<{
  port: number;
  host: string;
  token: string | undefined;
  cors: string | undefined;
  maxBody: number;
  workers: number;
  queue: number;
  /** Milliseconds. */
  timeout: number;
  onMessage: (text: string) => void;
}>;

const KINDS = {
  port: ['number'],
  host: ['string'],
  token: ['string'],
  cors: ['string'],
  maxBody: ['number'],
  workers: ['number'],
  queue: ['number'],
  timeout: ['number'],
  onMessage: ['function'],
} as const;

/** What all clients send alike in a header, and what is not trimmed from it. */
const SENDABLE = /^[\x21-\x7e]+$/;
const MOST_WORKERS = 1024;
/** The longest that a timer waits, in seconds. */
const LONGEST = 86_400;

/** Options with their defaults. Throws an AutofitError that names the one that is wrong. */
export function serveSettings(options: ServeOptions): ServeSettings {
  checkPlainOptions(options, KINDS);
  const { host = '127.0.0.1', token, cors, onMessage = () => {} } = options;
  const { workers = Math.max(1, availableProcessors() - 1) } = options;
  if (token === '')
    throw refused('token', 'empty', 'Leave it out, or give one that is hard to guess.');
  if (token !== undefined && !SENDABLE.test(token)) {
    const hint =
      'A header carries ASCII letters, digits and signs alone; a line end at its end is one too many.';
    throw refused('token', 'one with blanks, line ends or letters beyond ASCII', hint);
  }
  // Listening at no address is listening at all of them.
  if (host === '') throw refused('host', 'empty', 'Leave it out for this machine alone.');
  if (cors !== undefined && cors !== '*' && !isOrigin(cors)) {
    throw refused(
      'cors',
      JSON.stringify(cors),
      'It takes an origin, such as https://example.com, or *.',
    );
  }
  return {
    port: portNumber(options.port ?? 8080),
    host,
    token,
    cors,
    maxBody: wholeNumber('maxBody', options.maxBody ?? 10_000_000, 1),
    workers: atMost('workers', wholeNumber('workers', workers, 1), MOST_WORKERS),
    queue: wholeNumber('queue', options.queue ?? 1000, 1),
    timeout: 1000 * atMost('timeout', wholeNumber('timeout', options.timeout ?? 30, 1), LONGEST),
    onMessage(text) {
      // Whoever asks is answered all the same.
      (async () => onMessage(text))().catch(() => {});
    },
  };
}

/** Whether only this machine reaches an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function atMost(name: string, value: number, most: number): number {
  if (value <= most) return value;
  throw refused(name, String(value), `It takes ${most} at most.`);
}

function refused(name: string, value: string, hint: string): AutofitError {
  return new AutofitError('BAD_OPTION', `\`${name}\` cannot be ${value}.`, { hint });
}
