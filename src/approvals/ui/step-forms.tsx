// The forms of the steps after a request was asked.
import { useQueryClient } from "@tanstack/react-query";
import { say, useTexts, type Field } from "#design/ui";
import type { Approval } from "../contract.ts";
import { approvalsTexts } from "./approvals-texts.ts";
import { FieldsForm } from "./fields.tsx";
import { takeStep, type Step } from "./queries.ts";

function useStep(id: string): (step: Step) => Promise<void> {
  const t = useTexts(approvalsTexts);
  const queries = useQueryClient();
  return async (step) => {
    await takeStep(id, step);
    await queries.invalidateQueries({ queryKey: ["approvals"] });
    say(t("done"));
  };
}

function useReasonField(): Field {
  const t = useTexts(approvalsTexts);
  return { kind: "text", name: "reason", label: t("reason"), least: 10, lacking: t("reason.lacking") };
}

export function EndorsementForm({ id }: { id: string }) {
  const t = useTexts(approvalsTexts);
  const step = useStep(id);
  return (
    <FieldsForm
      fields={[useReasonField()]}
      buttons={[
        { way: "yes", label: t("endorse.yes") },
        { way: "no", label: t("endorse.no") },
      ]}
      onSubmit={(given, way) =>
        step({ step: "endorsement", body: { endorse: way === "yes", reason: given.text("reason") } })
      }
    />
  );
}

export function MessageForm({ id }: { id: string }) {
  const t = useTexts(approvalsTexts);
  const step = useStep(id);
  return (
    <FieldsForm
      fields={[
        {
          kind: "text",
          name: "message",
          label: t("messages.label"),
          hint: t("messages.hint"),
          least: 1,
          lacking: t("messages.lacking"),
        },
      ]}
      buttons={[{ way: "send", label: t("messages.send") }]}
      onSubmit={(given) => step({ step: "messages", body: { text: given.text("message") } })}
    />
  );
}

export function WithdrawalForm({ id }: { id: string }) {
  const t = useTexts(approvalsTexts);
  const step = useStep(id);
  return (
    <FieldsForm
      fields={[useReasonField()]}
      buttons={[{ way: "withdraw", label: t("withdraw.submit") }]}
      onSubmit={(given) => step({ step: "withdrawal", body: { reason: given.text("reason") } })}
    />
  );
}

export function ReviewForm({ id }: { id: string }) {
  const t = useTexts(approvalsTexts);
  const step = useStep(id);
  return (
    <FieldsForm
      fields={[{ ...useReasonField(), label: t("reviewing.opinion"), hint: t("reviewing.hint") }]}
      buttons={[
        { way: "lawful", label: t("review.lawful") },
        { way: "not-lawful", label: t("review.not-lawful"), danger: true },
      ]}
      onSubmit={(given, outcome) =>
        step({ step: "review", body: { outcome, opinion: given.text("reason") } })
      }
    />
  );
}

/** The approver approves what was asked or less of it, or refuses. */
export function DecisionForm({ approval }: { approval: Approval }) {
  const t = useTexts(approvalsTexts);
  const step = useStep(approval.id);
  return (
    <FieldsForm
      start={{ elements: approval.elements.join(" "), hours: String(approval.hours) }}
      fields={[
        {
          kind: "several",
          name: "elements",
          label: t("decide.elements"),
          options: approval.elements.map((value) => ({ value, label: t.code("element", value) })),
          least: 1,
          lacking: t("ask.elements.lacking"),
        },
        {
          kind: "number",
          name: "hours",
          label: t("decide.hours"),
          from: 1,
          to: approval.hours,
          lacking: t("ask.hours.lacking", { most: approval.hours }),
        },
        { kind: "text", name: "reason", label: t("decide.reasons"), least: 10, lacking: t("reason.lacking") },
        {
          kind: "line",
          name: "reference",
          label: t("decide.reference"),
          most: 100,
          least: 1,
          lacking: t("decide.reference.lacking"),
        },
      ]}
      buttons={[
        { way: "approve", label: t("decide.approve") },
        { way: "refuse", label: t("decide.refuse") },
      ]}
      onSubmit={(given, way) =>
        step({
          step: "decision",
          body: {
            approve: way === "approve",
            fingerprint: approval.fingerprint,
            reasons: given.text("reason"),
            reference: given.text("reference"),
            elements: way === "approve" ? given.several("elements") : [],
            hours: given.number("hours"),
          },
        })
      }
    />
  );
}
