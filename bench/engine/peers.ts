import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Contender } from './contender.js';

const folder = fileURLToPath(new URL('../peers/', import.meta.url));
const python = join(folder, '.venv', 'bin', 'python');

interface Peer {
  readonly name: string;
  readonly command: readonly string[];
  readonly hasDropout: boolean;
  readonly hasPictures?: Contender['hasPictures'];
}

const peers: readonly Peer[] = [
  { name: 'sklearn', command: ['sklearn_peer.py'], hasDropout: false },
  { name: 'torch', command: ['torch_peer.py'], hasDropout: true, hasPictures: true },
  { name: 'numpy', command: ['numpy_peer.py'], hasDropout: true },
  {
    name: 'tfjs-cpu',
    command: [process.execPath, 'tfjs-peer.mjs', 'cpu'],
    hasDropout: true,
    hasPictures: 'slowly',
  },
  // Its convolutions have no gradient.
  { name: 'tfjs-wasm', command: [process.execPath, 'tfjs-peer.mjs', 'wasm'], hasDropout: true },
  { name: 'brain.js', command: [process.execPath, 'brain-peer.mjs'], hasDropout: false },
];

/** One thread each, whatever library does the multiplying. */
const oneThread = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  VECLIB_MAXIMUM_THREADS: '1',
};

/** The installed peers, each a process that trains when it is sent a line; absent ones are named to `report`. */
export async function startPeers(report: (line: string) => void): Promise<readonly Contender[]> {
  const started: Contender[] = [];
  for (const peer of peers) {
    const contender = await startPeer(peer);
    if (contender) started.push(contender);
    else report(`${peer.name} is not installed (npm run bench:peers) and left out`);
  }
  return started;
}

/** One peer; a script in Python runs in the peers' own environment. Undefined where it is not installed. */
export async function startPeer({
  name,
  command,
  hasDropout,
  hasPictures = false,
}: Peer): Promise<Contender | undefined> {
  const isScript = command[0]?.endsWith('.py') ?? false;
  const [program = '', ...args] = isScript ? [python, ...command] : command;
  if (!existsSync(program)) return undefined;
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...oneThread },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => (await answers.next()).value as string | undefined;
  if ((await nextLine()) !== 'ready') {
    child.kill();
    return undefined;
  }
  return {
    name,
    hasDropout,
    hasPictures,
    async measure(shape, dropout, seconds) {
      child.stdin.write(`${JSON.stringify({ ...shape, dropout, seconds })}\n`);
      const answer = Number(await nextLine());
      if (!(answer > 0)) throw new Error(`${name} gave no number of samples a second`);
      return answer;
    },
    close: () => child.kill(),
  };
}
