import { Command } from 'commander';
import type { Diagnosis, Finding } from '../index.js';
import { plainText } from '../util/plain-text.js';
import { inFlags } from './in-flags.js';
import { terminalWidth } from './terminal.js';
import { wrapped } from './wrapped.js';

interface DoctorFlags {
  readonly json?: boolean;
}

/** Where lines are endless. */
const MOST_WIDTH = 80;

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('whether this machine has what autofit needs, and what to do about what it lacks')
    .option('--json', 'print one JSON document')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runDoctor);
}

async function runDoctor(flags: DoctorFlags, command: Command): Promise<void> {
  const { doctor } = await import('../index.js');
  const diagnosis = await doctor();
  const said = inFlags(command);
  console.log(
    flags.json
      ? JSON.stringify(diagnosis, null, 2)
      : diagnosisText(diagnosis, said, terminalWidth()),
  );
  if (!diagnosis.works) process.exitCode = 1;
}

/** What was found, a line each, with what to do below it. */
export function diagnosisText(
  { works, findings }: Diagnosis,
  said: (text: string) => string,
  width: number,
): string {
  const names = Math.max(...findings.map(({ name }) => name.length));
  const room = Math.max(20, Math.min(MOST_WIDTH, width) - names - 8);
  const lines = findings.flatMap((finding) => findingLines(finding, said, names, room));
  const count = (status: Finding['status']) =>
    findings.filter((finding) => finding.status === status).length;
  const end = works
    ? `All that is needed works${count('warn') > 0 ? '; what is marked warn could be better' : ''}.`
    : 'What is marked fail is needed and does not work.';
  return [...lines, '', end].join('\n');
}

function findingLines(
  { name, status, found, advice }: Finding,
  said: (text: string) => string,
  names: number,
  room: number,
): string[] {
  const words = wrapped(plainText(said(found)), room);
  const todo = advice === undefined ? [] : wrapped(plainText(said(advice)), room - 2);
  const indent = ' '.repeat(names + 8);
  return [
    ...words.map((line, i) =>
      i === 0 ? `${status.padEnd(4)}  ${name.padEnd(names)}  ${line}` : `${indent}${line}`,
    ),
    ...todo.map((line, i) => `${indent}${i === 0 ? '→ ' : '  '}${line}`),
  ];
}
