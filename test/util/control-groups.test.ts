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

test('a path that leads out of the container stands for its root', () => {
  const read = reading({
    '/proc/self/cgroup': '0::/../other\n',
    [`${root}/memory.max`]: `${GIB}\n`,
    [`${root}/../other/memory.max`]: '1\n',
  });
  expect(groupMemory(read)).toBe(GIB);
});
