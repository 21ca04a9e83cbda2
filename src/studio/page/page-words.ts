import { texts } from './texts.js';

/** What the library puts in backticks: the name of an option, or a name with its value. */
const CODE = /(pass )?`([A-Za-z]+)(?:: ([^`]*))?`/g;
/** Where the library is asked for beside this page. */
const ON_NODE = 'run npx autofit ui in a terminal';
/** How a run goes on, as a call of the library. */
const RESUME = /`resume(?:Detector)?\("(?:[^"\\]|\\.)*"\)`/g;
const { columns } = texts;
/** Options that the page has too, as it calls them. */
export const OWN: Readonly<Record<string, string>> = {
  types: `another choice under “${columns.kind}”`,
  ignore: 'taking away its tick',
  label: 'what should be predicted',
  timeLimit: 'the time',
  preset: `the choice under “${columns.preset}”`,
  metric: `“${columns.metric}”`,
  positive: `“${columns.positive}”`,
  timeColumn: `“${columns.timeColumn}”`,
  group: `“${columns.group}”`,
  weight: `“${columns.weight}”`,
  honest: `“${columns.honest}”`,
};
/** Options that it has not: other names, such as those of commands, are words. */
export const ELSEWHERE: readonly string[] = [
  'backbone',
  'calibrate',
  'classWeights',
  'costs',
  'delimiter',
  'enqueue',
  'excludeModels',
  'folds',
  'force',
  'header',
  'holdout',
  'images',
  'inferLimit',
  'intervals',
  'keep',
  'kernels',
  'lag',
  'localWorkers',
  'loss',
  'maxFeatures',
  'memory',
  'missing',
  'models',
  'monotone',
  'order',
  'out',
  'quantiles',
  'quote',
  'redis',
  'refit',
  'sheet',
  'skipBadRows',
  'task',
  'test',
  'tidy',
  'trials',
  'validation',
  'workers',
];

/** What the library says, in words of the page: what only the command line can do is told by its flags. */
export function inPageWords(text: string): string {
  return text
    .replaceAll(' (`task` overrides)', '')
    .replaceAll(RESUME, texts.goOn)
    .replaceAll('fit on Node', ON_NODE)
    .replace(CODE, (all: string, pass: string | undefined, name: string, value?: string) => {
      const own = value === undefined ? OWN[name] : withValue(name, value, pass !== undefined);
      if (own !== undefined) return own;
      const isFlag = ELSEWHERE.includes(name) || name in OWN;
      return isFlag
        ? `${pass ?? ''}${flagOf(name, value)} (on the command line)`
        : all.replaceAll('`', '');
    });
}

function withValue(name: string, value: string, isAsked: boolean): string | undefined {
  if (name !== 'types' && name !== 'ignore') return undefined;
  const told = parsed(value);
  if (name === 'ignore') {
    const column = JSON.stringify(told ?? value);
    return isAsked ? `take away the tick of ${column}` : `taking away the tick of ${column}`;
  }
  const pairs = Object.entries((told ?? {}) as Readonly<Record<string, string>>);
  // Formats of dates and numbers have no choice here.
  if (pairs.length === 0 || pairs.some(([, kind]) => /\W/.test(kind))) return undefined;
  const all = pairs.map(([column, kind]) => `"${column}" for ${kind}`).join(', ');
  return `${isAsked ? 'take' : 'taking'} ${all}`;
}

/** Undefined for what is only shaped like a value, as an example with dots in it. */
function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

function flagOf(name: string, value: string | undefined): string {
  const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return value === undefined || value === 'true' ? flag : `${flag} ${value}`;
}
