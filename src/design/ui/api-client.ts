// Talking to the server: JSON in and out, problem details as one error type, the stated purpose as a header.
import type { Sentence } from "#vocabulary";
import { unattendedFor } from "./attendance.ts";

/** A refusal or failure the server told, or the fact that it did not answer (`status` 0). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly { readonly field: string; readonly text: string }[];
  readonly policies: readonly string[];
  readonly reference: string | undefined;
  /** What exactly is wrong, where the code has many reasons. */
  readonly because: Sentence | undefined;
  /** Of `step-up-needed`: what is accepted as a new proof. */
  readonly accepts: readonly string[];

  constructor(told: {
    readonly status: number;
    readonly code: string;
    readonly detail: string;
    readonly fields?: readonly { readonly field: string; readonly text: string }[];
    readonly policies?: readonly string[];
    readonly reference?: string | undefined;
    readonly because?: Sentence | undefined;
    readonly accepts?: readonly string[];
  }) {
    super(told.detail);
    this.name = "ApiProblem";
    this.status = told.status;
    this.code = told.code;
    this.fields = told.fields ?? [];
    this.policies = told.policies ?? [];
    this.reference = told.reference;
    this.because = told.because;
    this.accepts = told.accepts ?? [];
  }
}

export type RequestOptions = {
  /** Sent as JSON; a Blob or File is sent as it is. */
  readonly body?: unknown;
  /** Why a person's data are looked at; sent as `x-purpose`. */
  readonly purpose?: string | null;
  readonly signal?: AbortSignal | undefined;
  /** A carrier's token, sent as bearer: for the pages of carriers, who have no session. */
  readonly token?: string;
  /** A person sends by hand what programs send otherwise. */
  readonly byHand?: true;
};

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** What is stated as the ground when a request with a purpose goes to this path; null: nothing. */
let groundFor: (path: string) => string | null = () => null;

/** Says once what is stated as the ground of requests that carry a purpose (the purpose's keeper does). */
export function stateGround(by: (path: string) => string | null): void {
  groundFor = by;
}

const listeners = new Set<() => void>();
let serverAhead = 0;

/** Called with every 401: the session has ended. Returns how to stop listening. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

type Prove = (accepts: readonly string[]) => Promise<boolean>;
let prove: Prove | undefined;

/**
 * Has the person asked to prove anew who they are when an act needs it; on `true` the act is sent again. Returns how to
 * stop asking.
 */
export function onStepUpNeeded(asked: Prove): () => void {
  prove = asked;
  return () => {
    if (prove === asked) prove = undefined;
  };
}

/** The server's present time in milliseconds, from the `Date` of its last answer: a wrong clock here falsifies no countdown. */
export function serverNow(): number {
  return Date.now() + serverAhead;
}

/**
 * Asks the server. `Answer` is the shape the slice's contract gives for this route. Throws `ApiProblem` for every
 * answer that is not a success, also when there is none.
 */
export async function request<Answer>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
  const answer = await ask(method, path, options);
  return (answer.status === 204 ? undefined : await answer.json()) as Answer;
}

/** The same for an answer that is a file. */
export async function requestFile(method: Method, path: string, options: RequestOptions = {}): Promise<Blob> {
  return (await ask(method, path, options)).blob();
}

/** A successful answer; throws `ApiProblem` for every other. */
async function ask(
  method: Method,
  path: string,
  options: RequestOptions,
  again?: "proved" | "renewed",
): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json, application/problem+json" };
  // What a screen loads by itself must not keep somebody signed in who has gone away.
  if (unattendedFor() > 60_000) headers["x-unattended"] = "1";
  const { body, purpose, token, byHand } = options;
  if (token !== undefined) headers["authorization"] = `Bearer ${token}`;
  if (byHand === true) headers["x-sent-by"] = "page";
  if (purpose !== undefined && purpose !== null) {
    headers["x-purpose"] = purpose;
    const ground = groundFor(path);
    if (ground !== null) headers["x-ground"] = ground;
  }
  const asItIs = body instanceof Blob;
  if (body !== undefined && !asItIs) headers["content-type"] = "application/json";
  const answer = await answerOf(path, {
    method,
    headers,
    credentials: "same-origin",
    ...(body === undefined ? {} : { body: asItIs ? body : JSON.stringify(body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const date = Date.parse(answer.headers.get("date") ?? "");
  // The header has whole seconds: smaller differences are not a wrong clock.
  if (!Number.isNaN(date)) serverAhead = Math.abs(date - Date.now()) < 2_000 ? 0 : date - Date.now();
  if (answer.ok) return answer;
  const problem = await problemOf(answer);
  if (token !== undefined) throw problem;
  if (problem.code === "step-up-needed" && again !== "proved" && (await prove?.(problem.accepts)))
    return ask(method, path, options, "proved");
  if (problem.code === "not-signed-in" && path !== "/api/session") {
    // The session may have gone on under another token while this was under way (in another tab too): asked once more.
    if (again !== "renewed") {
      await new Promise((wake) => setTimeout(wake, 300));
      return ask(method, path, options, "renewed");
    }
    for (const listener of listeners) listener();
  }
  throw problem;
}

/** GET, for queries: `queryFn: ({ signal }) => get<FlightBoard>("/api/flights", { signal })`. */
export function get<Answer>(path: string, options: Omit<RequestOptions, "body"> = {}): Promise<Answer> {
  return request<Answer>("GET", path, options);
}

/** A path with its query: undefined, null and empty values are left out. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | boolean | null | undefined>>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

async function answerOf(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiProblem({ status: 0, code: "unreachable", detail: "The server does not answer." });
  }
}

async function problemOf(answer: Response): Promise<ApiProblem> {
  const told: unknown = await answer.json().catch(() => undefined);
  const field = (name: string): unknown =>
    typeof told === "object" && told !== null ? (told as Readonly<Record<string, unknown>>)[name] : undefined;
  const text = (name: string): string | undefined => {
    const value = field(name);
    return typeof value === "string" ? value : undefined;
  };
  const fields = field("fields");
  const policies = field("policies");
  const accepts = field("accepts");
  return new ApiProblem({
    status: answer.status,
    code: text("code") ?? `http-${answer.status}`,
    detail: text("detail") ?? answer.statusText,
    fields: Array.isArray(fields) ? (fields as { field: string; text: string }[]) : [],
    policies: Array.isArray(policies) ? policies.map(String) : [],
    because: field("because") as Sentence | undefined,
    accepts: Array.isArray(accepts) ? accepts.map(String) : [],
    reference: text("reference") ?? answer.headers.get("x-request-id") ?? undefined,
  });
}
