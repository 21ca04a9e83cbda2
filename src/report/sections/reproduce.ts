import { formatDuration } from '../../util/duration.js';
import { joinText } from '../../util/join-text.js';
import type { Section } from '../block.js';
import type { AskedFacts, ReportFacts } from '../facts/report-facts.js';

/** What was asked, and how to have it again. */
export function reproduce({ asked }: ReportFacts): readonly Section[] {
  const { joins = [] } = asked;
  const { metric: _told, ...options } = asked.options;
  const told = Object.entries(options).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const versions = Object.entries(asked.versions).map(([name, version]): [string, string] => [
    `version of ${name}`,
    version,
  ]);
  const rows: [string, string][] = [
    ['data', asked.source ?? 'rows from memory'],
    ...(asked.dataHash
      ? [['hash of the data and its columns', asked.dataHash] as [string, string]]
      : []),
    ['label', asked.label],
    ['task', `${asked.task}: ${asked.reason}`],
    ['metric', asked.metric],
    ['seed', String(asked.seed)],
    ...told,
    ...versions,
    ...(asked.began ? [['begun', asked.began] as [string, string]] : []),
    ...(asked.seconds === undefined
      ? []
      : [['took', formatDuration(asked.seconds)] as [string, string]]),
    ...joins.map((join): [string, string] => ['went on', joinText(join)]),
  ];
  const again = asked.options.trials === undefined ? byClock : exactly;
  return [
    {
      id: 'reproduce',
      title: 'How to have it again',
      blocks: [
        { kind: 'code', text: callOf(asked) },
        { kind: 'text', text: joins.length > 0 ? givenMore : again },
        { kind: 'table', caption: 'What was asked', head: ['', ''], rows },
      ],
    },
  ];
}

const exactly =
  'With the same data, options, versions and seed, the model file is the same byte for byte, for any number of workers; the only difference is the version of Node that it names.';
const byClock =
  'A clock decided how long the search went on: the same call finds about the same. With a number of trials in place of a time it finds the same to the byte.';
const givenMore =
  'The run was given more than it began with; the call is of all that it had. Folds, halving and lengths of training stayed as its first budget had them, so the call finds the same only where its own budget plans the same.';

/** The call of the library that asks for the same. */
function callOf({ source, label, metric, seed, options }: AskedFacts): string {
  const data = source === null ? 'rows' : JSON.stringify(source);
  const told = Object.entries({ label, metric, seed, ...options }).map(
    ([name, value]) => `  ${name}: ${JSON.stringify(value)},`,
  );
  return [`await fit(${data}, {`, ...told, '});'].join('\n');
}
