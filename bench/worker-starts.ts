/**
 * How many workers that a worker begins do start in Firefox, by itself and with a driver: a page of its own, without autofit,
 * loaded again and again. A driver listens to workers, as the browser's own tools do; some workers that begin one then wait for ever.
 *
 *   npm run bench:worker-starts -- [--seconds 60]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { firefoxPlace, openFirefox } from '../test/fixtures/open-page.js';

const { values: flags } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const milliseconds = 1000 * Number(flags.seconds);
const FILES: Readonly<Record<string, string>> = {
  '/': `<!doctype html><script type="module">
    const tell = (what) => fetch('/' + what, { method: 'POST' }).then(() => location.reload());
    const never = setTimeout(() => tell('never'), 4000);
    new Worker('/outer.js').onmessage = () => { clearTimeout(never); tell('started'); };
  </script>`,
  '/outer.js': "new Worker('/inner.js').onmessage = () => postMessage('started');",
  '/inner.js': "postMessage('started');",
};
const counts = { started: 0, never: 0 };
const server = createServer(({ method, url = '' }, response) => {
  if (method === 'POST') counts[url.slice(1) as keyof typeof counts] += 1;
  const type = url === '/' ? 'text/html' : 'text/javascript';
  response.writeHead(url in FILES ? 200 : 204, { 'content-type': type }).end(FILES[url] ?? '');
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const page = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

const profile = mkdtempSync(join(tmpdir(), 'autofit-firefox-'));
const alone = spawn(firefoxPlace(), ['--headless', '--no-remote', '--profile', profile, page], {
  stdio: 'ignore',
});
await setTimeout(milliseconds);
const left = once(alone, 'exit');
alone.kill();
await left;
tell('Firefox by itself');
rmSync(profile, { recursive: true });

const driven = await openFirefox();
await (await driven.newPage()).goto(page);
await setTimeout(milliseconds);
await driven.close();
tell('with a driver');
server.close();

function tell(what: string): void {
  console.log(`${what}: ${counts.started} started, ${counts.never} never did`);
  Object.assign(counts, { started: 0, never: 0 });
}
