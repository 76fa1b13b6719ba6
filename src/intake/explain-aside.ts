// What a message means, segment by segment, and a manifest with its findings: worked out beside the thread that answers.
import { explainBytes, readBytes } from "#messages";
import type { Refusal } from "#platform";
import type { ExplainedMessages } from "./explain-contract.ts";
import { manifestShown } from "./manifest-table.ts";
import { reportFor, type ManifestBack } from "./manifest-report.ts";

type Given = { readonly bytes: Uint8Array };

/** The answer of POST /v1/explain, as JSON. Pure. */
export function explained({ bytes }: Given): Uint8Array {
  const { messages, complete } = explainBytes(bytes);
  const told: ExplainedMessages = {
    complete,
    manifest: manifestShown(bytes, messages[0]?.findings ?? []),
    messages: messages.map(({ grammar, findings, ...message }) => ({
      index: message.index,
      kind: message.kind,
      version: message.version,
      accepted: message.accepted,
      grammar: grammar === null ? null : grammar.name,
      segmentCount: message.segmentCount,
      stopped: message.stopped?.limit ?? null,
      segments: [...message.header, ...message.segments, ...message.trailer].map((segment) => ({
        ordinal: segment.ordinal,
        tag: segment.tag,
        text: segment.text,
        name: segment.name,
        purpose: segment.purpose,
        path: segment.path.map(({ group, repetition }) => `${group} ${repetition}`),
        mandatory: segment.mandatory,
        max: segment.max,
        values: segment.elements.flatMap(({ position, id, name, values }) =>
          values.map((value) => ({
            place:
              values.length === 1 && value.position === 1 ? `${position}` : `${position}.${value.position}`,
            id: value.id ?? id,
            name: value.name ?? name,
            value: value.value,
            meaning: value.meaning,
          })),
        ),
      })),
      findings: [...findings],
    })),
  };

  return Buffer.from(JSON.stringify(told));
}

/** The manifest with what was found beside each row; a refusal where it is none. Pure. */
export function reported({ bytes }: Given): ManifestBack | Refusal {
  return reportFor(bytes, readBytes(bytes)[0]);
}
