// Proposing a boarding directive: what the carrier is to be told, the confirmed ground, and the exact words it will read.
import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState, type FormEvent } from "react";
import {
  Choices,
  ErrorSummary,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  usePurpose,
  useSubmitKeys,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import type { authorityStates, directiveGrounds, DirectiveProposal } from "../contract.ts";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { proposeDirective } from "./queries.ts";

type Name = DirectiveProposal["directive"];
type Ground = (typeof directiveGrounds)[number];
type Authority = (typeof authorityStates)[number];

const names: readonly Name[] = ["NOT_OK", "SELECTEE"];
const confirmed: readonly Ground[] = [
  "document-reported-lost",
  "entry-ban-confirmed",
  "no-visa",
  "court-order",
  "authority-order",
];
const grounds: Readonly<Record<Name, readonly Ground[]>> = {
  NOT_OK: confirmed,
  SELECTEE: [...confirmed, "identity-check"],
};
const authorities: readonly Authority[] = [
  "NOT_APPLICABLE",
  "VALID",
  "NONE_FOUND",
  "DENIED",
  "CHECK_DOCUMENTS",
  "UNKNOWN",
];

type Given = {
  readonly directive: Name | null;
  readonly ground: Ground | null;
  readonly authority: Authority;
  readonly reference: string;
  readonly reason: string;
};

/** The form in its dialog. Nothing takes effect by it: another person releases what is proposed. */
export function DirectiveForm({
  person,
  alertId,
  onProposed,
}: {
  person: string;
  alertId?: string;
  onProposed: () => void;
}) {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const { purpose } = usePurpose();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const own = useId();
  const ids = {
    directive: `${own}directive`,
    ground: `${own}ground`,
    reference: `${own}reference`,
    reason: `${own}reason`,
  };
  const [given, setGiven] = useState<Given>({
    directive: null,
    ground: null,
    authority: "NOT_APPLICABLE",
    reference: "",
    reason: "",
  });
  const [lacking, setLacking] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const set = (part: Partial<Given>) => setGiven((before) => ({ ...before, ...part }));
  const proposing = useMutation({
    mutationFn: (whole: DirectiveProposal) => proposeDirective(whole, purpose),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["directives"] });
      say(t("directive.proposedSaid"));
      onProposed();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { directive, ground, authority } = given;
    const reference = given.reference.trim();
    const reason = given.reason.trim();
    const missing = [
      ...(directive === null ? [{ field: ids.directive, text: t("directive.lacking.directive") }] : []),
      ...(ground === null ? [{ field: ids.ground, text: t("directive.lacking.ground") }] : []),
      ...(reference.length < 3 ? [{ field: ids.reference, text: t("directive.lacking.reference") }] : []),
      ...(reason.length < 3 ? [{ field: ids.reason, text: t("case.tooShort") }] : []),
    ];
    setLacking(missing);
    if (directive === null || ground === null || missing.length > 0) {
      setAttempt((before) => before + 1);
      return;
    }
    proposing.mutate({
      person,
      directive,
      ground,
      authority,
      reference,
      reason,
      ...(alertId === undefined ? {} : { alertId }),
    });
  };
  const choose = (directive: Name) =>
    setGiven((before) => ({
      ...before,
      directive,
      ground: before.ground !== null && grounds[directive].includes(before.ground) ? before.ground : null,
    }));
  return (
    <form ref={form} noValidate className={styles["form"]} onSubmit={submit}>
      <ErrorSummary problems={lacking} attempt={attempt} />
      {proposing.error === null ? null : (
        <RefusalNotice
          problem={proposing.error}
          say={(problem) => problemText(problem, t, common)}
          onReload={() => {
            proposing.reset();
            void queries.invalidateQueries({ queryKey: ["directives"] });
          }}
        />
      )}
      <Choices
        id={ids.directive}
        legend={t("directive.what")}
        offered={names.map((value) => ({
          value,
          label: t(`directive.${value}`),
          hint: t(`directive.${value}.hint`),
          grave: value === "NOT_OK",
        }))}
        chosen={given.directive}
        onChoose={choose}
        error={problemAt(lacking, ids.directive)}
      />
      <Select
        id={ids.ground}
        label={t("directive.ground")}
        description={t("directive.ground.hint")}
        withAsterisk
        value={given.ground}
        error={problemAt(lacking, ids.ground)}
        data={grounds[given.directive ?? "NOT_OK"].map((value) => ({ value, label: t(`ground.${value}`) }))}
        onChange={(value) => set({ ground: grounds.SELECTEE.find((one) => one === value) ?? null })}
      />
      <TextInput
        id={ids.reference}
        label={t("directive.reference")}
        description={t("directive.reference.hint")}
        withAsterisk
        maxLength={100}
        value={given.reference}
        error={problemAt(lacking, ids.reference)}
        onChange={(event) => set({ reference: event.currentTarget.value })}
      />
      <Select
        label={t("directive.authority")}
        allowDeselect={false}
        value={given.authority}
        data={authorities.map((value) => ({ value, label: t(`authority.${value}`) }))}
        onChange={(value) => set({ authority: authorities.find((one) => one === value) ?? "NOT_APPLICABLE" })}
      />
      <Textarea
        id={ids.reason}
        label={t("directive.reason")}
        description={t("directive.reason.hint")}
        withAsterisk
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={given.reason}
        error={problemAt(lacking, ids.reason)}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
      <p className={styles["says"]}>{t("directive.neutral")}</p>
      <Button type="submit" loading={proposing.isPending} fullWidth rightSection={<kbd>Ctrl ↵</kbd>}>
        {t("directive.propose.submit")}
      </Button>
    </form>
  );
}
