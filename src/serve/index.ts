import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { checkText } from '../util/check-arguments.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { createBudget } from './byte-budget.js';
import { createApp } from './create-app.js';
import { openModel } from './open-model.js';
import {
  isLoopback,
  type ServeOptions,
  type ServeSettings,
  serveSettings,
} from './serve-options.js';
import type { ServedModel } from './served-model.js';
import { countRequests, type Serving } from './serving.js';
import { createMetrics } from './serving-metrics.js';

export type { ServeOptions } from './serve-options.js';

/** A model that answers over HTTP. */
export interface Service {
  /** Where it listens, as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** What whoever starts it should know. */
  readonly notes: readonly string[];
  /** Reads the model again; requests meanwhile are answered by the one that was there, which stays where this throws. Once it closes, nothing is read. */
  reload(): Promise<void>;
  /** Answers what has come, then stops listening; what takes too long is cut off. */
  close(): Promise<void>;
}

/** Bodies and answers that are held at once, in the largest that one may be; never fewer bytes than so. */
const HELD = 4;
const LEAST_HELD = 64_000_000;
const HEADERS_MS = 10_000;
const IDLE_MS = 65_000;
const CHECK_MS = 1000;
const MOST_CONNECTIONS = 4096;
/** Milliseconds that requests have to end in, once it closes; with the last ones 25 seconds. */
const DRAIN_MS = 24_000;
const LAST_MS = 1000;

/**
 * Serves the model in a file or a run folder over HTTP. Throws an AutofitError where there is none, or the port cannot be had.
 */
export async function serve(model: string, options: ServeOptions = {}): Promise<Service> {
  checkText('serve', model, 'the path of a model file or a run folder');
  const settings = serveSettings(options);
  const metrics = createMetrics();
  const open = () => openServed(model, settings, metrics);
  let current = await open();
  let [isDraining, isStale] = [false, false];
  const serving: Serving = {
    settings,
    metrics,
    budget: createBudget(Math.max(LEAST_HELD, HELD * settings.maxBody)),
    requests: countRequests(),
    model: () => current,
    isDraining: () => isDraining,
    isStale: () => isStale,
    onFailure(thrown) {
      metrics.failure();
      const trace = thrown instanceof Error ? thrown.stack : undefined;
      settings.onMessage(trace ?? errorMessage(thrown));
    },
  };
  const server = await listen(serving).catch(async (thrown: unknown) => {
    await current.close();
    throw thrown;
  });
  let turn: Promise<unknown> = Promise.resolve();
  const reload = async () => {
    // Threads of another model would outlive it.
    if (isDraining) return;
    const next = await open().catch((thrown: unknown) => {
      isStale = true;
      metrics.reload(false);
      throw thrown;
    });
    const old = current;
    [current, isStale] = [next, false];
    metrics.reload(true);
    void old.retire();
    settings.onMessage(`the model is read again: ${next.sha256.slice(0, 12)}`);
  };
  return {
    url: urlOf(server, settings),
    notes: notesOf(settings),
    reload() {
      const own = turn.then(reload);
      turn = own.catch(() => {});
      return own;
    },
    async close() {
      isDraining = true;
      await drain(server, serving);
      // A model that is still being read takes its threads along when the process ends.
      await Promise.race([turn, sleep(LAST_MS, undefined, { ref: false })]);
      await current.close();
    },
  };
}

async function drain(server: Server, { requests }: Serving): Promise<void> {
  const none = (most: number) =>
    Promise.race([requests.none(), sleep(most, undefined, { ref: false })]);
  await none(DRAIN_MS);
  server.close();
  server.closeIdleConnections();
  // What came while the last ones ended.
  await none(LAST_MS);
  server.closeAllConnections();
}

function openServed(
  path: string,
  { workers, queue, timeout, onMessage }: ServeSettings,
  metrics: Serving['metrics'],
): Promise<ServedModel> {
  return openModel(path, {
    threads: workers,
    queue,
    timeout,
    onDrift: (columns, drift) => metrics.drift(columns, drift),
    onFailure(reason) {
      metrics.failure();
      onMessage(reason);
    },
  });
}

async function listen(serving: Serving): Promise<Server> {
  const { port, host } = serving.settings;
  const server = createAdaptorServer({
    fetch: createApp(serving).fetch,
    // Of requests that name none, as those of HTTP/1.0.
    hostname: 'localhost',
    serverOptions: {
      // A stream of lines has no end; bodies have a time of their own, and so have sockets that say nothing.
      requestTimeout: 0,
      headersTimeout: HEADERS_MS,
      keepAliveTimeout: IDLE_MS,
      connectionsCheckingInterval: CHECK_MS,
    },
  }) as Server;
  // A request may wait for a thread and then for its rows, and nothing goes over its socket meanwhile.
  server.timeout = IDLE_MS + 2 * serving.settings.timeout;
  server.maxConnections = MOST_CONNECTIONS;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (thrown) {
    throw new AutofitError(
      'NO_PORT',
      `It cannot listen at ${host}:${port}: ${errorMessage(thrown)}.`,
      {
        hint: isAddress(thrown)
          ? 'Choose another `host`: 127.0.0.1 is this machine alone, 0.0.0.0 all that reach it.'
          : 'Choose another `port`; 0 takes one that is free.',
      },
    );
  }
  return server;
}

/** Whether it is the address that cannot be had, not its port. */
function isAddress(thrown: unknown): boolean {
  const code = (thrown as NodeJS.ErrnoException).code ?? '';
  return ['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL'].includes(code);
}

function urlOf(server: Server, { host }: ServeSettings): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function notesOf({ host, token }: ServeSettings): readonly string[] {
  if (isLoopback(host) || token !== undefined) return [];
  return [`whoever reaches ${host} may ask this model: \`token\` lets only those who know it`];
}
