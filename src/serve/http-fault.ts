/** Why a request is not answered; all of it is sent to whoever asks. */
export interface FaultDetails {
  /** Where in the request, as a JSON pointer. */
  readonly path?: string | undefined;
  readonly hint?: string | undefined;
}

/** A request that is refused. Never of what went wrong inside. */
export class HttpFault extends Error {
  override readonly name = 'HttpFault';
  readonly status: number;
  readonly code: string;
  readonly details: FaultDetails;
  /** Further headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    details: FaultDetails = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
    this.headers = headers;
  }
}

/** The body of an answer that refuses. */
export function faultText({ code, message, details }: HttpFault): string {
  const { path, hint } = details;
  return JSON.stringify({ error: { code, message, path, hint } });
}

/** What is said where something went wrong inside. */
export function inside(): HttpFault {
  return new HttpFault(500, 'INTERNAL', 'The request could not be answered.');
}
