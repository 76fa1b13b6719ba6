// What units say to each other, word by word: closed shapes, so that nothing travels that nobody agreed on.
import { Type, type Static } from "typebox";
import { PublicKey, RequestFields, results } from "#disclosures/contract";
import { closed, Uuid } from "#vocabulary";

const words = (min: number, max: number) => Type.String({ minLength: min, maxLength: max });
/** The thumbprint of a unit's signing key (RFC 7638): who says it, and to whom. */
const KeyPrint = Type.String({ pattern: "^[A-Za-z0-9_-]{43}$" });
const Reference = Type.String({ pattern: "^[A-Z]{1,3}-\\d{4}-\\d{1,9}$" });
const Said = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$" });

const head = {
  format: Type.Literal("openpiu-exchange/1"),
  /** Of the thing said: the same however often it is sent. */
  id: Uuid,
  /** Of this sending alone: heard once. */
  attempt: Uuid,
  from: KeyPrint,
  to: KeyPrint,
  at: Said,
};
const kindOf = <Kind extends string, Body extends Parameters<typeof closed>[0]>(kind: Kind, body: Body) =>
  closed({ ...head, kind: Type.Literal(kind), body: closed(body) });

/** A message as it is signed. */
export const Message = Type.Union([
  /** A reasoned request on single persons (Art. 9(2)). */
  kindOf("request", { reference: Reference, urgent: Type.Boolean(), fields: RequestFields }),
  /** Asks the unit to have further data pushed by a carrier, for a specific and actual threat (Art. 9(4)). */
  kindOf("adhoc-push", { reference: Reference, fields: RequestFields }),
  /** A package: an answer's, or one that nobody asked for (Art. 9(1)). */
  kindOf("package", {
    reference: Reference,
    request: Type.Union([Uuid, Type.Null()]),
    package: words(20, 400_000),
  }),
  kindOf("answer", {
    request: Uuid,
    reference: Reference,
    result: Type.Enum([...results]),
    code: Type.Union([words(2, 30), Type.Null()]),
    reason: Type.String({ maxLength: 2000 }),
    remedy: Type.String({ maxLength: 500 }),
  }),
  /** The handling conditions of a package were accepted by a person. */
  kindOf("acknowledgement", { package: Reference }),
  kindOf("outcome", {
    package: Reference,
    code: words(2, 30),
    article: Type.Optional(words(3, 200)),
    text: Type.Optional(words(3, 2000)),
  }),
  kindOf("recall", {
    recall: Uuid,
    kind: Type.Enum(["correct", "delete"]),
    packages: Type.Array(Reference, { maxItems: 500 }),
    text: words(3, 2000),
  }),
  kindOf("recall-acknowledged", { recall: Uuid }),
  /** The keys that take the place of those by which this message is signed; they are believed once two persons entered them. */
  kindOf("new-key", {
    print: KeyPrint,
    signing: PublicKey,
    encryption: PublicKey,
    from: Said,
    oldUntil: Said,
  }),
  /** Two persons entered the keys that were announced. */
  kindOf("new-key-accepted", { print: KeyPrint }),
  /** What came from that unit was passed on without its consent, as Art. 11(2) allows: told at once. */
  kindOf("onward-notice", {
    package: Reference,
    country: Type.String({ pattern: "^[A-Z]{2}$" }),
    recipient: words(2, 200),
    threat: words(20, 2000),
    notInTime: words(20, 2000),
  }),
]);
export type Message = Static<typeof Message>;
export type MessageKind = Message["kind"];
export type BodyOf<Kind extends MessageKind> = Extract<Message, { kind: Kind }>["body"];

/** What the receiving unit signs in answer: that it has the message, or why it does not take it. */
export const Receipt = closed({
  format: Type.Literal("openpiu-exchange-receipt/1"),
  re: Uuid,
  attempt: Uuid,
  /** Of the message as it was signed, SHA-256 in hexadecimal. */
  hash: Type.String({ pattern: "^[0-9a-f]{64}$" }),
  from: KeyPrint,
  to: KeyPrint,
  at: Said,
  outcome: Type.Enum(["taken", "refused"]),
  code: Type.Union([words(2, 60), Type.Null()]),
  detail: Type.Union([Type.String({ maxLength: 2000 }), Type.Null()]),
});
export type Receipt = Static<typeof Receipt>;

/** The largest envelope that is taken, in bytes. */
export const envelopeBytesMax = 512 * 1024;
/** How far the clocks of two units may differ, milliseconds: outside it nothing is heard. */
export const windowMs = 5 * 60_000;
