// Adding a leg by hand; what the server finds wrong with a field is said at that field.
import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState, type FormEvent } from "react";
import type { NewSchedule } from "../../contract.ts";
import {
  ApiProblem,
  ErrorSummary,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useSubmitKeys,
  useTexts,
} from "#design/ui";
import { addLeg } from "./queries.ts";
import { scheduleTexts } from "./schedule-texts.ts";
import styles from "./schedules.module.css";

const empty: NewSchedule = {
  carrier: "",
  number: "",
  from: "",
  to: "",
  departs: "",
  arrives: "",
  arrivesDay: "",
  firstDay: "",
  lastDay: "",
  days: "1234567",
  everyWeeks: "1",
  codeShares: "",
};
const fields = Object.keys(empty) as (keyof NewSchedule)[];
const hints: Partial<Record<keyof NewSchedule, "time" | "day" | "days" | "arrivesDay" | "codeShares">> = {
  departs: "time",
  arrives: "time",
  arrivesDay: "arrivesDay",
  firstDay: "day",
  lastDay: "day",
  days: "days",
  codeShares: "codeShares",
};

export function LegForm({ onDone }: { onDone: () => void }) {
  const t = useTexts(scheduleTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const own = useId();
  const [leg, setLeg] = useState(empty);
  const [attempt, setAttempt] = useState(0);
  const adding = useMutation({
    mutationFn: addLeg,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["schedules"] });
      say(t("added"));
      onDone();
    },
    onError: () => setAttempt((before) => before + 1),
  });
  const told = adding.error instanceof ApiProblem ? adding.error : null;
  const problems = (told?.fields ?? []).map(({ field, text }) => ({ field: `${own}${field}`, text }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!adding.isPending) adding.mutate(leg);
  };
  return (
    <form ref={form} noValidate className={styles["form"]} onSubmit={submit}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {adding.error === null || problems.length > 0 ? null : (
        <RefusalNotice problem={adding.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <div className={styles["fields"]}>
        {fields.map((field) => {
          const hint = hints[field];
          return (
            <TextInput
              key={field}
              id={`${own}${field}`}
              label={t(`field.${field}`)}
              description={hint === undefined ? undefined : t(`hint.${hint}`)}
              value={leg[field]}
              error={problemAt(problems, `${own}${field}`)}
              maxLength={field === "codeShares" ? 200 : 10}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setLeg((before) => ({ ...before, [field]: value }));
              }}
            />
          );
        })}
      </div>
      <Button type="submit" loading={adding.isPending}>
        {t("add.submit")}
      </Button>
    </form>
  );
}
