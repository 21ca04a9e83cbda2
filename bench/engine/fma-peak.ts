import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** GFLOP/s of float32 in native code. */
export interface FmaPeak {
  /** In vectors of 128 bits, which is what WebAssembly has. */
  readonly bits128: number;
  readonly bits256: number;
  /** How much more two processes do at once than one: what two workers can hope for. */
  readonly twoProcesses: number;
}

const run = promisify(execFile);
const source = fileURLToPath(new URL('./fma-peak.c', import.meta.url));

/** Compiles and runs a C program; undefined without gcc. */
export async function measureFmaPeak(): Promise<FmaPeak | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'fma-peak-'));
  try {
    const program = join(folder, 'peak');
    const flags = ['-O2', '-march=native', '-ffp-contract=fast', '-o', program];
    if (spawnSync('gcc', [...flags, source]).status !== 0) return undefined;
    const alone = await measureOnce(program);
    const both = await Promise.all([measureOnce(program), measureOnce(program)]);
    const together = both.reduce((sum, { bits256 }) => sum + bits256, 0);
    return { ...alone, twoProcesses: together / alone.bits256 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureOnce(program: string) {
  const { stdout } = await run(program);
  const [bits128 = Number.NaN, bits256 = Number.NaN] = stdout.split(' ').map(Number);
  return { bits128, bits256 };
}
