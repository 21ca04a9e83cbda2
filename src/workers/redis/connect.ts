import { isIP } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis as Client } from 'ioredis';
import { type RedisAddress, readAddress } from './address.js';
import { checkServer } from './check-server.js';
import { type Engine, loadEngine } from './load-engine.js';
import { serverFault } from './server-fault.js';

const CONNECT_MS = 5000;
/** For a connection to be made although some fail. */
const HELLO_MS = 10_000;
/** For one without which work can begin. */
const SOON_MS = 1000;
/** A connection that says nothing for so long although it was asked is given up, and another one made. */
const SILENT_MS = 10_000;
const LONGEST_PAUSE_MS = 2000;

/**
 * What commands do while Redis is away: those of a hasty connection fail, those of a patient one wait. One that listens waits for
 * what comes, also for long.
 */
export type ConnectionKind = 'hasty' | 'patient' | 'listening';

/** A Redis that answers and can be used. */
export interface RedisServer {
  readonly address: RedisAddress;
  readonly engine: Engine;
  /** What is worth a warning. */
  readonly warnings: readonly string[];
  /** A connection that is made again whenever it breaks. */
  open(kind: ConnectionKind): Client;
  /** One that is made, or, where Redis has gone since, still tried to be made after a moment. */
  soon(kind: ConnectionKind): Promise<Client>;
  /** One that is made. Throws an AutofitError where Redis has gone since. */
  ready(kind: ConnectionKind): Promise<Client>;
}

/** Loads what talks to Redis and tries the server. Throws an AutofitError that says what is wrong, and no password. */
export async function connectRedis(text: string): Promise<RedisServer> {
  const address = readAddress(text);
  const engine = await loadEngine();
  const options = {
    ...optionsOf(address),
    // One that there is not would be told to nobody: it is chosen when the server is checked.
    db: 0,
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    commandTimeout: CONNECT_MS,
  };
  const probe = new engine.Redis(options);
  let heard: unknown;
  // What connect() rejects with says less.
  probe.on('error', (fault) => {
    heard ??= fault;
  });
  try {
    await probe.connect();
    const warnings = await checkServer(probe, address);
    const own = (kind: ConnectionKind) => open(engine, address, kind);
    return {
      address,
      engine,
      warnings,
      open: own,
      async soon(kind) {
        const client = own(kind);
        await isReady(client, SOON_MS);
        return client;
      },
      ready: (kind) => ready(own(kind), address),
    };
  } catch (thrown) {
    throw serverFault(heard ?? thrown, address);
  } finally {
    probe.disconnect();
  }
}

function open({ Redis }: Engine, address: RedisAddress, kind: ConnectionKind): Client {
  const options = {
    ...optionsOf(address),
    ...(kind === 'hasty'
      ? { maxRetriesPerRequest: 0, enableOfflineQueue: false }
      : { maxRetriesPerRequest: null }),
    ...(kind !== 'listening' && { socketTimeout: SILENT_MS }),
    retryStrategy: (times: number) => Math.min(100 * times, LONGEST_PAUSE_MS),
    // One that became a replica, as its sentinel chose another.
    reconnectOnError: (fault: Error) => fault.message.startsWith('READONLY'),
  };
  const client = new Redis(options);
  // Without a listener it is printed; commands tell it too.
  client.on('error', () => {});
  return client;
}

async function ready(client: Client, address: RedisAddress): Promise<Client> {
  if (await isReady(client, HELLO_MS)) return client;
  client.disconnect();
  throw serverFault(new Error('ETIMEDOUT'), address);
}

/** Whether a connection is made in time; it may fail before. */
function isReady(client: Client, ms: number): Promise<boolean> {
  const made = new Promise<boolean>((resolve) => client.once('ready', () => resolve(true)));
  return Promise.race([made, sleep(ms, false, { ref: false })]);
}

function optionsOf({ host, port, username, password, database, tls }: RedisAddress) {
  return {
    host,
    port,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    db: database,
    ...(tls && { tls: isIP(host) ? {} : { servername: host } }),
    connectTimeout: CONNECT_MS,
    keepAlive: CONNECT_MS,
    disableClientInfo: true,
  };
}
