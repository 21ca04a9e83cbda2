import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { doctor } from '../../src/doctor.js';
import { folderFinding } from '../../src/health/folder-finding.js';
import { kernelsFinding } from '../../src/health/kernels-finding.js';
import {
  addressesFinding,
  memoryFinding,
  processorsFinding,
} from '../../src/health/machine-findings.js';
import { LEAST_NODE, nodeFinding } from '../../src/health/node-finding.js';
import { openBlasFinding } from '../../src/health/packages-finding.js';
import { terminalFinding } from '../../src/health/terminal-finding.js';
import { threadFindings } from '../../src/health/thread-findings.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const GIB = 2 ** 30;
const folder = tempFolder();

test('the machine that runs these tests has what is needed, each finding with its words', async () => {
  const { works, findings } = await doctor({ folder: folder.path });
  expect(works).toBe(true);
  expect(findings.map(({ name }) => name)).toEqual([
    'Node',
    'WebAssembly',
    'processors',
    'memory',
    'addresses',
    'folder',
    'threads',
    'shared memory',
    'training',
    'OpenBLAS (koffi)',
    'terminal',
  ]);
  for (const { status, found, advice } of findings) {
    expect(['ok', 'warn', 'fail']).toContain(status);
    expect(found).not.toBe('');
    if (status !== 'ok') expect(advice).toBeDefined();
  }
  expect(readdirSync(folder.path)).toEqual([]);
});

test('an option that there is not is a mistake', async () => {
  const given: object = { place: '/tmp' };
  await expect(doctor(given)).rejects.toThrow('There is no option "place".');
});

test('Node is judged by the version that package.json asks for', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    engines: { node: string };
  };
  expect(engines.node).toBe(`>=${LEAST_NODE}`);
  const statuses = ['18.20.0', '20.18.9', '20.19.0', '22.0.0', '20.9.0'].map(
    (version) => nodeFinding(version).status,
  );
  expect(statuses).toEqual(['fail', 'fail', 'ok', 'ok', 'fail']);
});

test('what WebAssembly lacks is a warning that says what to do', () => {
  expect(kernelsFinding('simd-relaxed', true)).toMatchObject({ status: 'ok' });
  expect(kernelsFinding('simd', true)).toMatchObject({ status: 'warn' });
  expect(kernelsFinding('reference', true).advice).toContain('newer Node');
  const bounded = kernelsFinding('reference', false);
  expect(bounded.status).toBe('warn');
  expect(bounded.advice).toContain('NODE_OPTIONS=--disable-wasm-trap-handler');
});

test('processors are told with what bounds them', () => {
  const found = processorsFinding({ available: 2, system: 8, groups: 2.5, slurm: '4' });
  expect(found).toMatchObject({
    status: 'ok',
    found: '2 of 8: 2.5 by its control group, 4 by SLURM_CPUS_PER_TASK',
    figures: { available: 2, system: 8 },
  });
  expect(found.advice).toBeDefined();
  const free = processorsFinding({ available: 8, system: 8, groups: undefined, slurm: undefined });
  expect(free).toEqual({
    name: 'processors',
    status: 'ok',
    found: '8 of 8',
    figures: { available: 8, system: 8 },
  });
});

test('memory is that of the control group, and little of it is a warning', () => {
  const bounded = memoryFinding({ total: 16 * GIB, free: 9 * GIB, groups: 4 * GIB });
  expect(bounded).toMatchObject({ status: 'ok', figures: { available: 4 * GIB } });
  expect(bounded.found).toBe(
    '4.0 GiB of 16.0 GiB, by its control group; 9.0 GiB free on the machine',
  );
  const small = memoryFinding({ total: 16 * GIB, free: 9 * GIB, groups: GIB / 2 });
  expect([small.status, small.advice]).toEqual(['warn', expect.stringContaining('container')]);
  const used = memoryFinding({ total: 16 * GIB, free: GIB / 4, groups: undefined });
  expect([used.status, used.advice]).toEqual(['warn', expect.stringContaining('other programs')]);
});

test('addresses for no thread fail, for fewer than processors they are a warning', () => {
  const of = (threads: number) => addressesFinding(threads, 4).status;
  expect([of(Infinity), of(4), of(3), of(0), of(-2)]).toEqual(['ok', 'ok', 'warn', 'fail', 'fail']);
});

test('a folder that cannot be written to fails with a way out, and nothing is left behind', async () => {
  const place = folder.write('file', '');
  const found = await folderFinding(place);
  expect(found.status).toBe('fail');
  expect(found.found).toContain('cannot be written to');
  expect(found.advice).toContain('`out`');
  const fine = await folderFinding(folder.path);
  expect(fine.figures?.bytesPerSecond).toBeGreaterThan(0);
  expect(readdirSync(folder.path)).toEqual(['file']);
});

test('what another doctor has left there, or is writing, is no fault of the folder', async () => {
  const own = folder.at('shared');
  mkdirSync(own);
  writeFileSync(join(own, `.autofit-doctor-${process.pid}`), 'of another container');
  expect((await folderFinding(own)).status).toBe('ok');
  expect(readdirSync(own)).toEqual([`.autofit-doctor-${process.pid}`]);
  rmSync(own, { recursive: true });
});

test('the speed of a disk is that of writing, not of making what is written', async () => {
  let clock = 0;
  const slow = () => {
    clock += 10_000;
    return new Uint8Array(4000);
  };
  const { figures } = await folderFinding(folder.path, { bytes: slow, now: () => clock++ });
  // 4,000 bytes within the one millisecond between two looks at the clock.
  expect(figures?.bytesPerSecond).toBeCloseTo(4e6, 6);
});

test('a working folder that was removed is a finding', async () => {
  const removed = vi.spyOn(process, 'cwd').mockImplementation(() => {
    throw new Error('ENOENT: uv_cwd');
  });
  const { findings } = await doctor();
  removed.mockRestore();
  // What is given is the folder that the tests run in, where writing works.
  expect(findings.find(({ name }) => name === 'folder')?.found).toMatch(/free in \.$/);
});

test('a thread that throws or ends without a word fails', async () => {
  const [thrown] = await threadFindings('throw new Error("no room")');
  expect(thrown).toMatchObject({ name: 'threads', status: 'fail' });
  expect(thrown?.found).toContain('no room');
  const [silent] = await threadFindings('process.exit(3)');
  expect(silent).toMatchObject({ name: 'threads', status: 'fail' });
});

test('threads that do not share memory are found', async () => {
  const findings = await threadFindings('require("node:worker_threads").parentPort.postMessage(1)');
  expect(findings.map(({ status }) => status)).toEqual(['ok', 'fail']);
});

test('OpenBLAS is told of whether it is there or not, and never a fault', () => {
  expect(openBlasFinding(() => ({})).advice).toBeUndefined();
  const lacking = openBlasFinding(() => {
    throw new Error('The BLAS kernels need the package koffi.');
  });
  expect(lacking.status).toBe('ok');
  expect(lacking.advice).toContain('npm install koffi');
});

test('a narrow terminal is a warning, a pipe is none', () => {
  const of = (columns: number, environment = {}) =>
    terminalFinding({ isTerminal: true, columns, environment });
  expect(of(100)).toMatchObject({ status: 'ok', found: '100 columns; progress is drawn in place' });
  expect(of(40).status).toBe('warn');
  expect(of(80, { TERM: 'dumb', NO_COLOR: '1' }).found).toBe(
    '80 columns; plain lines (TERM is dumb), without colours (NO_COLOR)',
  );
  const piped = terminalFinding({ isTerminal: false, columns: undefined, environment: {} });
  expect(piped.status).toBe('ok');
});
