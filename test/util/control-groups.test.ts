import { expect, test } from 'vitest';
import { groupMemory, groupProcessors } from '../../src/util/control-groups.js';

const GIB = 2 ** 30;
const root = '/sys/fs/cgroup';

function reading(files: Readonly<Record<string, string>>) {
  return (path: string) => files[path];
}

test('without control groups nothing is bounded', () => {
  expect([groupProcessors(reading({})), groupMemory(reading({}))]).toEqual([undefined, undefined]);
});

test('a container of version 2 sees its own group at the root', () => {
  const read = reading({
    '/proc/self/cgroup': '0::/\n',
    [`${root}/cpu.max`]: '150000 100000\n',
    [`${root}/memory.max`]: '2147483648\n',
  });
  expect([groupProcessors(read), groupMemory(read)]).toEqual([1.5, 2 * GIB]);
});

test('"max" is no limit, and the least of the groups around counts', () => {
  const read = reading({
    '/proc/self/cgroup': '0::/user.slice/job.scope\n',
    [`${root}/user.slice/job.scope/cpu.max`]: 'max 100000\n',
    [`${root}/user.slice/cpu.max`]: '400000 100000\n',
    [`${root}/user.slice/job.scope/memory.max`]: `${3 * GIB}\n`,
    [`${root}/user.slice/memory.max`]: `${8 * GIB}\n`,
    [`${root}/memory.max`]: 'max\n',
  });
  expect([groupProcessors(read), groupMemory(read)]).toEqual([4, 3 * GIB]);
});

test('version 1 has a folder for each controller, −1 for no quota and a huge number for no limit', () => {
  const lines = '9:name=systemd:/\n4:memory:/jobs/7\n2:cpu,cpuacct:/jobs/7\n0::/\n';
  const bounded = reading({
    '/proc/self/cgroup': lines,
    [`${root}/cpu/jobs/7/cpu.cfs_quota_us`]: '50000\n',
    [`${root}/cpu/jobs/7/cpu.cfs_period_us`]: '100000\n',
    [`${root}/memory/jobs/7/memory.limit_in_bytes`]: `${GIB}\n`,
    [`${root}/memory/memory.limit_in_bytes`]: '9223372036854771712\n',
  });
  expect([groupProcessors(bounded), groupMemory(bounded)]).toEqual([0.5, GIB]);
  const free = reading({
    [`${root}/cpu/cpu.cfs_quota_us`]: '-1\n',
    [`${root}/cpu/cpu.cfs_period_us`]: '100000\n',
    [`${root}/memory/memory.limit_in_bytes`]: '9223372036854771712\n',
  });
  expect(groupProcessors(free)).toBeUndefined();
  expect(groupMemory(free)).toBeGreaterThan(2 ** 60);
});

test('what slows a process down bounds its memory as what kills it does', () => {
  const read = reading({
    '/proc/self/cgroup': '0::/jobs\n',
    [`${root}/jobs/memory.max`]: `${4 * GIB}\n`,
    [`${root}/jobs/memory.high`]: `${3 * GIB}\n`,
    [`${root}/memory.high`]: 'max\n',
  });
  expect(groupMemory(read)).toBe(3 * GIB);
});

test('the least of deep groups counts, wherever among them it is', () => {
  const limits = [8, 2, 16, 4];
  const paths = ['', '/a', '/a/b', '/a/b/c'];
  const files = paths.flatMap((path, i) => [
    [`${root}${path}/memory.max`, `${(limits[i] ?? 0) * GIB}\n`],
    [`${root}${path}/cpu.max`, `${(limits[i] ?? 0) * 100_000} 100000\n`],
  ]);
  const read = reading({ ...Object.fromEntries(files), '/proc/self/cgroup': '0::/a/b/c\n' });
  expect([groupProcessors(read), groupMemory(read)]).toEqual([2, 2 * GIB]);
});

test('both versions at once, as of a system between them, both count', () => {
  const read = reading({
    '/proc/self/cgroup': '4:memory:/jobs\n1:cpu:/\n0::/user.slice\n',
    [`${root}/memory/jobs/memory.limit_in_bytes`]: `${2 * GIB}\n`,
    [`${root}/user.slice/cpu.max`]: '300000 100000\n',
    [`${root}/cpu/cpu.cfs_quota_us`]: '-1\n',
    [`${root}/cpu/cpu.cfs_period_us`]: '100000\n',
  });
  expect([groupProcessors(read), groupMemory(read)]).toEqual([3, 2 * GIB]);
});

test.each([
  ['nothing', ''],
  ['words', 'a lot of it\n'],
  ['a number below 0', '-5 -5\n'],
  ['0', '0 0\n'],
  ['one number too many', '1e999 100000 7\n'],
  ['bytes that are no text', '\u0000\ufffd\n'],
])('files that hold %s bound nothing', (_, text) => {
  const own = ['cpu.max', 'memory.max', 'memory.high', 'memory/memory.limit_in_bytes'];
  const one = ['cpu/cpu.cfs_quota_us', 'cpu/cpu.cfs_period_us'];
  const files = [...own, ...one].map((name) => [`${root}/${name}`, text]);
  for (const groups of [undefined, text, '0::/\n', 'no colons\n::\n', '0::\n']) {
    const read = reading({
      ...Object.fromEntries(files),
      ...(groups !== undefined && { '/proc/self/cgroup': groups }),
    });
    expect([groupProcessors(read), groupMemory(read)]).toEqual([undefined, undefined]);
  }
});

test('a group whose files are not there is bound by those around it', () => {
  const read = reading({
    '/proc/self/cgroup': '0::/gone (deleted)\n',
    [`${root}/memory.max`]: `${GIB}\n`,
    [`${root}/cpu.max`]: '50000 100000\n',
  });
  expect([groupProcessors(read), groupMemory(read)]).toEqual([0.5, GIB]);
});

test('a path that leads out of the container stands for its root', () => {
  const read = reading({
    '/proc/self/cgroup': '0::/../other\n',
    [`${root}/memory.max`]: `${GIB}\n`,
    [`${root}/../other/memory.max`]: '1\n',
  });
  expect(groupMemory(read)).toBe(GIB);
});
