import { openAnswers } from '../../src/serve/answer-jobs.js';
import { HttpFault } from '../../src/serve/http-fault.js';
import type { RowsForm } from '../../src/serve/job.js';
import { boundaryOf } from '../../src/serve/multipart.js';
import type { Json } from '../../src/util/json.js';
import type { Random } from '../../src/util/random.js';
import { servedModel, servedRow } from '../../test/fixtures/served.js';
import { drawn, hostileText, oneOf } from './hostile-values.js';
import { joined, mutateBytes } from './mutate-bytes.js';
import { mutateJson } from './mutate-json.js';
import { type FuzzTarget, need } from './target.js';

const FORMS: readonly RowsForm[] = ['json', 'csv', 'lines', 'form'];
const BOUNDARY = 'x-boundary';

/** Bodies of requests to a model that is served: the first byte says their form. */
export const requestTarget: FuzzTarget = {
  name: 'requests',
  async open() {
    const { state } = await servedModel();
    const answers = openAnswers(state);
    return {
      input,
      async read(bytes) {
        const form = FORMS[(bytes[0] ?? 0) % FORMS.length] ?? 'json';
        const body = bytes.slice(1);
        const asked = {
          form,
          bytes: body,
          explain: false,
          firstLine: 0,
          boundary: boundaryFor(form),
        };
        const [answer] = (await answers([asked])).answers;
        need(answer !== undefined, 'there is no answer');
        need(
          answer.status === 200 || (answer.status >= 400 && answer.status < 500),
          `${answer.status}`,
        );
        checkAnswer(answer.body, answer.predicted);
      },
    };
  },
};

function boundaryFor(form: RowsForm): string | undefined {
  if (form !== 'form') return undefined;
  try {
    return boundaryOf(`multipart/form-data; boundary=${BOUNDARY}`);
  } catch (thrown) {
    if (thrown instanceof HttpFault) return undefined;
    throw thrown;
  }
}

/** Its lines are JSON, and each prediction a number. */
function checkAnswer(body: string, predicted: number): void {
  const values = body
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const { value, predictions } = JSON.parse(line) as Record<string, unknown>;
      const all = Array.isArray(predictions) ? (predictions as { value?: unknown }[]) : [{ value }];
      return all.flatMap((own) => (own.value === undefined ? [] : [own.value]));
    });
  need(values.every(Number.isFinite), 'a prediction is no number');
  need(predicted <= values.length, `it tells of ${predicted} predictions and has ${values.length}`);
}

function input(random: Random): Uint8Array {
  const place = random.integer(FORMS.length);
  const body = bodyOf(FORMS[place] ?? 'json', random);
  const own = random.integer(3) === 0 ? mutateBytes(body, random) : body;
  return joined(Uint8Array.of(place), own);
}

function bodyOf(form: RowsForm, random: Random): Uint8Array {
  const row = servedRow(random.integer(50)) as Record<string, Json>;
  if (form === 'json') {
    const seeds: Json[] = [row, [row, row], { rows: [row] }];
    return Buffer.from(mutateJson(oneOf(seeds, random), random));
  }
  if (form === 'lines') {
    return Buffer.from(`${JSON.stringify(row)}\n${mutateJson(row, random)}\n`);
  }
  const names = Object.keys(row);
  row[oneOf(names, random)] = drawn(hostileText, random);
  if (random.integer(3) === 0) names.push(drawn(hostileText, random));
  if (form === 'csv') {
    return Buffer.from(
      `${names.join(',')}\n${names.map((name) => `"${row[name] ?? ''}"`).join(',')}\n`,
    );
  }
  const parts = names.map(
    (name) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${row[name] ?? ''}\r\n`,
  );
  return Buffer.from(`${parts.join('')}--${BOUNDARY}--\r\n`);
}
