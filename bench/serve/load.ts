/** Asks a server from a process of its own, so that asking takes nothing from answering but processors: prints what it measured. */
import { Agent, request } from 'node:http';
import { connect } from 'node:net';

const [url = '', seconds = '5', connections = '1', rowsText = '[]', every = '0'] =
  process.argv.slice(2);
const rows = JSON.parse(rowsText) as readonly object[];
const bodies = rows.map((row) => JSON.stringify(row));
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const { hostname, port } = new URL(url);
const place = { agent, hostname, port, path: '/predict', method: 'POST' };

/** What no client should send. */
const BAD: readonly (readonly [type: string, body: string])[] = [
  ['application/json', '{"n0":'],
  ['application/json', '['.repeat(10_000)],
  ['application/json', '{"n0":"many"}'],
  ['application/json', `{"n0":${'9'.repeat(100_000)}}`],
  ['text/plain', 'x'],
  ['text/csv', 'a,b\n1,2\n'],
  ['application/x-ndjson', '{}\n{"n0":1}\nnothing\n'],
];

const times: number[] = [];
const statuses = new Map<number, number>();
let asked = 0;
const warm = performance.now() + 1000;
const end = warm + 1000 * Number(seconds);
await Promise.all(Array.from({ length: Number(connections) }, askOn));
times.sort((a, b) => a - b);
const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? Number.NaN;
console.log(
  JSON.stringify({
    rate: times.length / Number(seconds),
    p50: at(0.5),
    p99: at(0.99),
    statuses: Object.fromEntries(statuses),
  }),
);
process.exit();

async function askOn(): Promise<void> {
  while (performance.now() < end) {
    asked++;
    const isBad = Number(every) > 0 && asked % Number(every) === 0;
    if (isBad) await askBadly(asked / Number(every));
    else await askWell(bodies[asked % bodies.length] ?? '');
  }
}

async function askWell(body: string): Promise<void> {
  const start = performance.now();
  const status = await ask('application/json', body);
  if (start > warm && status === 200) times.push(performance.now() - start);
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
}

/** By turns a request that is wrong, and one that ends in its middle. */
async function askBadly(turn: number): Promise<void> {
  const [type, body] = BAD[turn % (BAD.length + 1)] ?? [];
  if (type !== undefined && body !== undefined) {
    const status = await ask(type, body);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    return;
  }
  const head = 'POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${head}Content-Length: 100\r\n\r\n{"n0"`, () => socket.destroy());
    });
    socket.on('error', () => {}).on('close', () => resolve());
  });
}

/** The status; 0 where the connection ended. */
function ask(type: string, body: string): Promise<number> {
  return new Promise((resolve) => {
    const headers = { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) };
    request({ ...place, headers }, (answer) => {
      answer
        .resume()
        .on('end', () => resolve(answer.statusCode ?? 0))
        .on('error', () => resolve(0));
    })
      .on('error', () => resolve(0))
      .end(body);
  });
}
