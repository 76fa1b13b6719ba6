// What is answered to a carrier and how soon, in a proposal.
import { Select } from "@mantine/core";
import { useTexts } from "#design/ui";
import { answerSeconds, confirmSeconds, confirmTimes, type Agreement } from "../contract.ts";
import { carrierTexts } from "./carrier-texts.ts";

/** Sets a part, or (undefined) leaves it as usual. */
export type SetPart = <Part extends keyof Agreement>(part: Part, value: Agreement[Part] | undefined) => void;

type Confirmation = NonNullable<Agreement["confirmation"]>;

const usual = "";
const syntaxReports = ["never", "rejected", "always"] as const;
const acknowledgements = ["never", "each", "final"] as const;
export function AnswerChoices({ draft, set }: { draft: Agreement; set: SetPart }) {
  const t = useTexts(carrierTexts);
  return (
    <>
      <Select
        label={t("syntaxReport")}
        allowDeselect={false}
        value={draft.syntaxReport ?? usual}
        data={[
          { value: usual, label: t("as.usual") },
          ...syntaxReports.map((value) => ({ value, label: t(`syntaxReport.${value}`) })),
        ]}
        onChange={(value) =>
          set(
            "syntaxReport",
            syntaxReports.find((one) => one === value),
          )
        }
      />
      <Select
        label={t("acknowledgement")}
        allowDeselect={false}
        value={draft.acknowledgement ?? usual}
        data={[
          { value: usual, label: t("as.usual") },
          ...acknowledgements.map((value) => ({ value, label: t(`acknowledgement.${value}`) })),
        ]}
        onChange={(value) =>
          set(
            "acknowledgement",
            acknowledgements.find((one) => one === value),
          )
        }
      />
      <Select
        label={t("answerLists")}
        allowDeselect={false}
        value={draft.answerLists === undefined ? usual : draft.answerLists ? "yes" : "no"}
        data={[
          { value: usual, label: t("as.usual") },
          { value: "yes", label: t("answerLists.yes") },
          { value: "no", label: t("answerLists.no") },
        ]}
        onChange={(value) =>
          set("answerLists", value === usual || value === null ? undefined : value === "yes")
        }
      />
      <Select
        label={t("answerSeconds")}
        description={t("answerSeconds.hint")}
        allowDeselect={false}
        value={String(draft.answerSeconds ?? usual)}
        data={[
          { value: usual, label: t("as.usual") },
          ...answerSeconds.map((count) => ({
            value: String(count),
            label: t("answerSeconds.of", { count }),
          })),
        ]}
        onChange={(value) =>
          set(
            "answerSeconds",
            answerSeconds.find((one) => String(one) === value),
          )
        }
      />
      {(["seconds", "times"] as const).map((part) => (
        <Select
          key={part}
          label={t(`confirmation.${part}`)}
          description={t(`confirmation.${part}.hint`)}
          allowDeselect={false}
          value={String(draft.confirmation?.[part] ?? usual)}
          data={[
            { value: usual, label: t("as.usual") },
            ...confirmations[part].map((count) => ({
              value: String(count),
              label: t(`confirmation.${part}.of`, { count }),
            })),
          ]}
          onChange={(value) => set("confirmation", withConfirmation(draft.confirmation, part, value))}
        />
      ))}
    </>
  );
}

const confirmations = { seconds: confirmSeconds, times: confirmTimes } as const;

function withConfirmation(
  before: Confirmation | undefined,
  part: keyof typeof confirmations,
  value: string | null,
): Confirmation | undefined {
  const { [part]: _, ...rest } = before ?? {};
  const said = confirmations[part].find((one) => String(one) === value);
  const next = said === undefined ? rest : { ...rest, [part]: said };
  return Object.keys(next).length === 0 ? undefined : next;
}
