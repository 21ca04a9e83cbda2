import { AutofitError } from '../../util/errors.js';

/** Where a Redis is, taken apart. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database: number;
  readonly tls: boolean;
  /** Without user and password: what may be told. */
  readonly shown: string;
}

const SCHEMES: ReadonlySet<string> = new Set(['redis:', 'rediss:']);
const PORT = 6379;

/** Reads `redis://user:password@host:port/database`. Throws an AutofitError that tells nothing of a text that is none. */
export function readAddress(text: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !SCHEMES.has(url.protocol) || url.hostname === '') throw noAddress();
  const database = url.pathname.replace(/^\//, '');
  if (!/^\d{0,4}$/.test(database) || url.search !== '' || url.hash !== '') throw noAddress();
  const tls = url.protocol === 'rediss:';
  const port = url.port === '' ? PORT : Number(url.port);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    username: decoded(url.username),
    password: decoded(url.password),
    database: Number(database),
    tls,
    shown: `${url.protocol}//${url.hostname}:${port}${database === '' ? '' : `/${database}`}`,
  };
}

/** A text in which neither the password nor the user is to be found. */
export function withoutSecrets(text: string, { username, password }: RedisAddress): string {
  const secrets = [password, username].filter((own) => own !== undefined);
  return secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

function decoded(part: string): string | undefined {
  if (part === '') return undefined;
  try {
    return decodeURIComponent(part);
  } catch {
    // A percent sign that stands for itself.
    return part;
  }
}

function noAddress(): AutofitError {
  return new AutofitError('BAD_OPTION', '`redis` is not the address of a Redis.', {
    hint: 'It is written redis://user:password@host:6379/0, or rediss:// with TLS; user, password, port and database can be left out, and a password with signs is percent-encoded.',
  });
}
