import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from '../fixtures/redis-server.js';
import { csvOf, sampleRows } from '../fixtures/rows.js';
import { type CliResult, runCli } from '../fixtures/run-cli.js';
import { runRedis } from '../fixtures/run-redis.js';
import { runWorker } from '../fixtures/run-worker.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { tinyPreset } from '../fixtures/tiny-preset.js';

const folder = tempFolder();
const data = folder.write('data.csv', csvOf(sampleRows(60), ['x', 'z', 'kind']));
const preset = folder.write('tiny.json', tinyPreset);
const PASSWORD = 'behind-tls';

/** A certificate that has signed itself, of a host as OpenSSL writes it: `IP:127.0.0.1`. */
function certificate(name: string, host: string) {
  const [key, cert] = [folder.at(`${name}.key`), folder.at(`${name}.crt`)];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const about = ['-days', '2', '-subj', '/CN=autofit', '-addext', `subjectAltName=${host}`];
  execFileSync('openssl', ['req', ...kind, '-keyout', key, '-out', cert, ...about], {
    stdio: 'ignore',
  });
  return { key, cert };
}

/** The port of a Redis that speaks TLS, and nothing else there, with this certificate. */
async function tlsRedis({ key, cert }: ReturnType<typeof certificate>): Promise<number> {
  const port = await freePort();
  const files = ['--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', cert];
  const tls = ['--tls-port', String(port), '--tls-auth-clients', 'no', ...files];
  await runRedis([...tls, '--requirepass', PASSWORD]);
  return port;
}

const own = certificate('own', 'IP:127.0.0.1,DNS:localhost');
const foreign = certificate('foreign', 'DNS:redis.example');
const [port, foreignPort] = [await tlsRedis(own), await tlsRedis(foreign)];
const trusted = { NODE_EXTRA_CA_CERTS: own.cert };

function fit(name: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<CliResult> {
  const all = [data, '-l', 'kind', '-p', preset, '--trials', '2', '-o', folder.at(name), '-v'];
  return runCli([...all, ...args], { env });
}

function addressAt(at: number, { scheme = 'rediss', host = '127.0.0.1' } = {}): string {
  return `${scheme}://:${PASSWORD}@${host}:${at}`;
}

test('where its certificate is trusted, a search and its worker meet at a Redis with TLS', async () => {
  const url = addressAt(port);
  const worker = await runWorker(url, folder.at('cache'), ['-j', '1'], trusted);
  const alone = await fit('alone', [], {});
  const shared = await fit('shared', ['--redis', url, '--local-workers', '0'], trusted);
  expect([alone.code, shared.code]).toEqual([0, 0]);
  expect(worker.stderr()).toContain('works for the search of');
  const modelOf = (run: string) => readFileSync(join(folder.at(run), 'model.safetensors'));
  expect(Buffer.compare(modelOf('shared'), modelOf('alone'))).toBe(0);
  expect(worker.stderr() + shared.stderr).not.toContain(PASSWORD);
  const byName = await fit('named', ['--redis', addressAt(port, { host: 'localhost' })], trusted);
  expect(byName.code).toBe(0);
});

test.each([
  [
    'of an authority that is not known',
    addressAt(port),
    {},
    ['a certificate that is not trusted', 'NODE_EXTRA_CA_CERTS'],
  ],
  [
    'of another host',
    addressAt(foreignPort),
    { NODE_EXTRA_CA_CERTS: foreign.cert },
    ['a certificate that is not trusted', 'Name the host as the certificate does'],
  ],
  [
    'that nobody asked for',
    addressAt(port, { scheme: 'redis' }),
    trusted,
    ['is not a Redis, or one with TLS', 'begins with rediss://'],
  ],
])(
  'a certificate %s ends a search and a worker, which say what to do',
  async (_, url, env, says) => {
    const all = await Promise.all([
      fit('refused', ['--redis', url], env),
      runCli(['worker', '--redis', url], { env }),
    ]);
    for (const { code, stderr } of all) {
      for (const text of says) expect(stderr).toContain(text);
      expect(stderr).not.toContain(PASSWORD);
      expect(code).toBe(2);
    }
  },
);
