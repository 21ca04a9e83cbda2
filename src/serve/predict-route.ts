import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { answerLines } from './answer-lines.js';
import { HttpFault } from './http-fault.js';
import type { Job, RowsForm } from './job.js';
import { boundaryOf } from './multipart.js';
import { receive, tooMuch } from './receive.js';
import type { ServedModel } from './served-model.js';
import type { Serving } from './serving.js';
import { type ToUtf8, toldCharset } from './told-charset.js';
import { whenOver } from './when-over.js';

export type ServeContext = Context<{ Bindings: HttpBindings }>;

/** Types of content by what they are called. */
const FORMS: Readonly<Record<string, RowsForm>> = {
  'application/json': 'json',
  'text/csv': 'csv',
  'application/x-ndjson': 'lines',
  'application/ndjson': 'lines',
  'application/jsonl': 'lines',
  'multipart/form-data': 'form',
};

/** Predicts the rows of a request. */
export async function predictRoute(c: ServeContext, serving: Serving): Promise<Response> {
  const type = c.req.header('content-type');
  const form = formOf(type);
  const boundary = form === 'form' ? boundaryOf(type ?? '') : undefined;
  const explain = isExplained(c.req.query('explain'));
  const packed = c.req.header('content-encoding') ?? 'identity';
  if (packed !== 'identity') throw unpackedOnly(packed);
  const toUtf8 = toldCharset(type ?? '', form);
  const model = serving.model();
  if (form !== 'lines') return answerWhole(c, serving, model, { form, explain, boundary }, toUtf8);
  if (explain) throw notOfLines();
  return answerStream(c, serving, model);
}

async function answerWhole(
  c: ServeContext,
  { settings, budget, metrics }: Serving,
  model: ServedModel,
  asked: Pick<Job, 'form' | 'explain' | 'boundary'>,
  toUtf8: ToUtf8 | undefined,
): Promise<Response> {
  const { maxBody, timeout } = settings;
  model.hold();
  try {
    const received = await receive(c.env.incoming, { most: maxBody, timeout, budget });
    // Handed over to a thread, it has none left here.
    const { length } = received;
    const answered = async () => {
      const bytes = toUtf8?.(received) ?? received;
      return model.answer({ ...asked, bytes, firstLine: 0 });
    };
    const answer = await answered().finally(() => budget.give(length));
    metrics.rows(answer.predicted, answer.refused);
    // An answer may be longer than its rows, and whoever asks may be slow to take it.
    const held = Math.min(answer.body.length, maxBody);
    if (!budget.take(held)) throw tooMuch();
    whenOver(c.env, () => budget.give(held));
    const headers = { 'Content-Type': 'application/json' };
    return new Response(answer.body, { status: answer.status, headers });
  } finally {
    model.letGo();
  }
}

function answerStream(
  c: ServeContext,
  { settings, budget, metrics, onFailure }: Serving,
  model: ServedModel,
): Response {
  const { incoming } = c.env;
  const lines = answerLines(incoming, {
    most: settings.maxBody,
    budget,
    answer: model.answer,
    onRows: ({ predicted, refused }) => metrics.rows(predicted, refused),
    onFailure,
  });
  const encoder = new TextEncoder();
  let isHeld = true;
  const letGo = () => {
    if (isHeld) model.letGo();
    isHeld = false;
  };
  model.hold();
  whenOver(c.env, letGo);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await lines.next();
      if (!next.done) controller.enqueue(encoder.encode(next.value));
      else {
        letGo();
        controller.close();
      }
    },
    async cancel() {
      incoming.destroy();
      await lines.return(undefined);
      letGo();
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'application/x-ndjson' } });
}

function formOf(type = ''): RowsForm {
  const name = (type.split(';')[0] ?? '').trim().toLowerCase();
  const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
  if (form) return form;
  const given = name === '' ? 'is not told' : `${JSON.stringify(name.slice(0, 80))} is not read`;
  throw new HttpFault(415, 'BAD_TYPE', `The content type ${given}.`, {
    hint: 'Send application/json, text/csv, application/x-ndjson, or multipart/form-data.',
  });
}

function isExplained(given: string | undefined): boolean {
  if (given === undefined || given === '0') return false;
  if (given === '1') return true;
  throw new HttpFault(400, 'BAD_QUERY', 'explain is 0 or 1.');
}

function unpackedOnly(packed: string): HttpFault {
  const name = JSON.stringify(packed.slice(0, 40));
  return new HttpFault(415, 'PACKED', `Requests packed by ${name} are not read.`, {
    hint: 'Send it as it is.',
  });
}

function notOfLines(): HttpFault {
  return new HttpFault(400, 'BAD_QUERY', 'Streams of lines are not explained.', {
    hint: 'Send a few rows as application/json.',
  });
}
