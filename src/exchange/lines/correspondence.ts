// Europol's national unit and authorities of third countries: requests come in, reasoned; answers, packages and recalls go out.
import { Type } from "typebox";
import { RequestFields } from "#disclosures/contract";
import { fits } from "../shapes.ts";
import { byStatus, type Adapter, type Inbox, type Incoming, type LineKind } from "./adapter.ts";

const text = (min: number, max: number) => Type.String({ minLength: min, maxLength: max });
const head = {
  id: Type.String({ pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }),
};
const exactly = <Properties extends Parameters<typeof Type.Object>[0]>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });

const Message = Type.Union([
  exactly({
    ...head,
    kind: Type.Literal("request"),
    reference: text(1, 60),
    urgent: Type.Boolean(),
    fields: RequestFields,
  }),
  exactly({ ...head, kind: Type.Literal("acknowledgement"), package: text(1, 60) }),
  exactly({
    ...head,
    kind: Type.Literal("outcome"),
    package: text(1, 60),
    code: text(2, 30),
    article: Type.Optional(text(3, 200)),
    text: Type.Optional(text(3, 2000)),
  }),
  exactly({ ...head, kind: Type.Literal("recall-acknowledged"), recall: text(1, 60) }),
]);
const Page = exactly({ messages: Type.Array(Type.Unknown(), { maxItems: 100 }), after: text(0, 200) });
const Taken = Type.Object({ id: text(1, 40), result: Type.Literal("TAKEN") });

const told: readonly LineKind[] = ["package", "answer", "recall"];

/** One that corresponds: what it sends is fetched from its mailbox, in order, and said once however often it stands there. */
function correspondent(
  of: Pick<Adapter, "name" | "serves"> & { readonly type: "RQ-EUROPOL" | "RQ-3C" },
): Adapter {
  return {
    name: of.name,
    serves: of.serves,
    kinds: told,
    write: ({ id, kind, body }) => {
      if (!told.includes(kind)) throw new Error(`${of.name} is not told things of the kind ${kind}`);
      return { path: "/v1/messages", json: { id, kind, body } };
    },
    read: ({ id }, status, json) =>
      byStatus(status) ??
      (fits(Taken, json) && json.id === id
        ? { taken: true, result: "taken", about: { records: [], offenceClass: null } }
        : { malformed: "not of the form agreed" }),
    inbox: {
      type: of.type,
      path: (after) => `/v1/messages?after=${encodeURIComponent(after)}`,
      read: (json) => (fits(Page, json) ? pageOf(json) : { malformed: "not of the form agreed" }),
    },
  };
}

/** What can be read of a page is taken; of the rest the sender is told, and nothing holds up what comes after. */
function pageOf({
  messages,
  after,
}: {
  readonly messages: readonly unknown[];
  readonly after: string;
}): Inbox {
  const read: Incoming[] = [];
  const unread: { id: string; fault: string }[] = [];
  for (const message of messages) {
    if (fits(Message, message)) read.push(message);
    else unread.push({ id: idOf(message), fault: "not of the form agreed" });
  }
  return { messages: read, unread, after };
}

const idOf = (message: unknown): string =>
  typeof message === "object" && message !== null && "id" in message && typeof message.id === "string"
    ? message.id.slice(0, 60)
    : "";

export const europol = correspondent({ name: "europol", serves: "europol", type: "RQ-EUROPOL" });
export const thirdCountry = correspondent({ name: "third-country", serves: "third-country", type: "RQ-3C" });
