// The form of what a carrier owes of each flight: a line for each push, from when to when it may come.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState, type FormEvent } from "react";
import { pushKinds } from "#vocabulary";
import type { PushPlan } from "../contract.ts";
import {
  ErrorSummary,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useSubmitKeys,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import { carrierTexts } from "./carrier-texts.ts";
import styles from "./carriers.module.css";
import {
  draftOf,
  furtherPush,
  inOrderOfTime,
  pushesIn,
  pushesMost,
  type MomentDraft,
  type PushDraft,
} from "./push-plan-draft.ts";
import { pushPlanQuery, setPushPlan } from "./queries.ts";

export function PushPlanForm({ code, plan, onDone }: { code: string; plan: PushPlan; onDone: () => void }) {
  const t = useTexts(carrierTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const own = useId();
  const [drafts, setDrafts] = useState(() => draftOf(inOrderOfTime(plan.pushes)));
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const setting = useMutation({
    mutationFn: (pushes: PushPlan["pushes"]) => setPushPlan(code, pushes),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: pushPlanQuery(code).queryKey });
      say(t("pushes.done"));
      onDone();
    },
  });
  const change = (key: number, next: Partial<PushDraft>) =>
    setDrafts((before) => before.map((draft) => (draft.key === key ? { ...draft, ...next } : draft)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (setting.isPending) return;
    const read = pushesIn(drafts);
    const faults = "faults" in read ? read.faults : [];
    setProblems(
      faults.map((fault) => ({
        field: `${own}${fault.key}${fault.field}`,
        text: t(`pushes.wrong.${fault.code}`, {
          number: drafts.findIndex(({ key }) => key === fault.key) + 1,
        }),
      })),
    );
    if ("faults" in read) setAttempt((before) => before + 1);
    else setting.mutate([...inOrderOfTime(read)]);
  };
  return (
    <form ref={form} className={`${styles["form"]} ${styles["planForm"]}`} noValidate onSubmit={submit}>
      <p className={styles["dim"]}>{t("pushes.form")}</p>
      <ErrorSummary problems={problems} attempt={attempt} />
      {setting.error === null ? null : (
        <RefusalNotice problem={setting.error} say={(problem) => problemText(problem, t, common)} />
      )}
      {drafts.map((draft, index) => (
        <fieldset key={draft.key} className={styles["push"]}>
          <legend>{t("pushes.push", { number: index + 1 })}</legend>
          <NativeSelect
            label={t("pushes.kind")}
            value={draft.kind}
            data={pushKinds.map((value) => ({ value, label: t(`pushes.kind.${value}`) }))}
            onChange={(event) =>
              change(draft.key, {
                kind: pushKinds.find((one) => one === event.currentTarget.value) ?? draft.kind,
              })
            }
          />
          {(["opens", "due"] as const).map((field) => (
            <Moment
              key={field}
              id={`${own}${draft.key}${field}`}
              label={t(`pushes.${field}`)}
              moment={draft[field]}
              error={problemAt(problems, `${own}${draft.key}${field}`)}
              onChange={(moment) => change(draft.key, { [field]: moment })}
            />
          ))}
          <Button
            variant="subtle"
            disabled={drafts.length === 1}
            onClick={() => setDrafts((before) => before.filter(({ key }) => key !== draft.key))}
          >
            {t("pushes.remove")}
            <span className="spoken"> {t("pushes.push", { number: index + 1 })}</span>
          </Button>
        </fieldset>
      ))}
      <div className={styles["buttons"]}>
        <Button
          variant="default"
          disabled={drafts.length >= pushesMost}
          onClick={() => setDrafts((before) => [...before, furtherPush(before)])}
        >
          {t("pushes.add")}
        </Button>
      </div>
      <p className={styles["dim"]}>{t("pushes.from")}</p>
      <div className={styles["buttons"]}>
        <Button type="submit" loading={setting.isPending}>
          {t("pushes.submit")}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t("agreement.leave")}
        </Button>
      </div>
    </form>
  );
}

function Moment({
  id,
  label,
  moment,
  error,
  onChange,
}: {
  id: string;
  label: string;
  moment: MomentDraft;
  error: string | undefined;
  onChange: (moment: MomentDraft) => void;
}) {
  const t = useTexts(carrierTexts);
  return (
    <div className={styles["moment"]}>
      <TextInput
        id={id}
        label={label}
        value={moment.span}
        error={error !== undefined}
        {...(error === undefined ? {} : { "aria-describedby": `${id}-error` })}
        inputMode="numeric"
        maxLength={6}
        dir="ltr"
        onChange={(event) => onChange({ ...moment, span: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label={t("pushes.side", { what: label })}
        value={moment.side}
        data={(["before", "after"] as const).map((value) => ({ value, label: t(`pushes.side.${value}`) }))}
        onChange={(event) =>
          onChange({ ...moment, side: event.currentTarget.value === "after" ? "after" : "before" })
        }
      />
      {error === undefined ? null : (
        <p id={`${id}-error`} className={styles["wrong"]}>
          {error}
        </p>
      )}
    </div>
  );
}
