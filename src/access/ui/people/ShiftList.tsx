// Who is on watch, what is planned, what was handed over; planning for those who may, taking and handing over for one's own.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Answer, At, problemText, useMay, useMe, useTexts } from "#design/ui";
import type { PersonWithStanding, Shift } from "../../standing-contract.ts";
import { sessionQuery } from "../queries.ts";
import { peopleTexts } from "./people-texts.ts";
import styles from "./people.module.css";
import { planShift, shiftsQuery, stepShift } from "./queries.ts";
import { RecordForm } from "./RecordForm.tsx";

/** `people`: of whom a watch may be planned; nobody without it. `ownOnly`: those of who is signed in. */
export function ShiftList({
  people = [],
  ownOnly = false,
}: {
  people?: readonly PersonWithStanding[];
  ownOnly?: boolean;
}) {
  const t = useTexts(peopleTexts);
  const query = useQuery(shiftsQuery);
  const mayPlan = useMay("plan-shifts");
  return (
    <Answer query={query}>
      {({ shifts }) => {
        const listed = shifts.filter(({ own }) => own || !ownOnly).slice(0, 12);
        return (
          <>
            {listed.length === 0 ? <p>{t("shift.none")}</p> : null}
            <ul className={styles["list"]}>
              {listed.map((one) => (
                <OneShift key={one.id} shift={one} all={shifts} />
              ))}
            </ul>
            {mayPlan ? <Planning people={people} /> : null}
          </>
        );
      }}
    </Answer>
  );
}

function useShiftAct() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (act: { id: string; path: "start" | "handover" | "cancellation"; body?: object }) =>
      stepShift(act.id, act.path, act.body),
    onSuccess: async (shifts) => {
      queries.setQueryData(shiftsQuery.queryKey, shifts);
      // What one may do begins or ends with it.
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
      await queries.invalidateQueries({ queryKey: ["people"] });
    },
  });
}

function OneShift({ shift, all }: { shift: Shift; all: readonly Shift[] }) {
  const t = useTexts(peopleTexts);
  const act = useShiftAct();
  const mayPlan = useMay("plan-shifts");
  return (
    <li>
      <span className={styles["what"]}>
        <strong>
          <bdi>{shift.person}</bdi>
        </strong>
        <span>
          {t(`shift.state.${shift.state}`)} · <At instant={shift.startsAt} /> –{" "}
          {shift.endsAt === null ? t("shift.relieved") : <At instant={shift.endsAt} />}
          {shift.relievedBy === null ? null : (
            <>
              {" · "}
              {t("shift.relief")} <bdi>{shift.relievedBy}</bdi>
            </>
          )}
        </span>
        {shift.handover === null ? null : (
          <span className={styles["dim"]}>
            <bdi>{shift.handover}</bdi>
          </span>
        )}
        {act.error === null ? null : <span role="alert">{problemText(act.error, t)}</span>}
      </span>
      <span className={styles["acts"]}>
        {shift.own && shift.state === "planned" ? (
          <Button
            size="xs"
            loading={act.isPending}
            onClick={() => act.mutate({ id: shift.id, path: "start" })}
          >
            {t("shift.take")}
          </Button>
        ) : null}
        {mayPlan && shift.state === "planned" ? (
          <Button
            size="xs"
            variant="default"
            onClick={() => act.mutate({ id: shift.id, path: "cancellation" })}
          >
            {t("shift.cancel")}
          </Button>
        ) : null}
      </span>
      {shift.own && shift.state === "on-watch" ? (
        <Handover shift={shift} others={all.filter((one) => one.state === "on-watch" && !one.own)} />
      ) : null}
    </li>
  );
}

function Handover({ shift, others }: { shift: Shift; others: readonly Shift[] }) {
  const t = useTexts(peopleTexts);
  const act = useShiftAct();
  const nobody = { value: "", label: t("shift.relief.nobody") };
  return (
    <details>
      <summary>{t("shift.handover")}</summary>
      <RecordForm
        submit={t("shift.handover")}
        fields={[
          { name: "text", label: t("shift.handover.text"), kind: "area" },
          {
            name: "relievedBy",
            label: t("shift.relief"),
            kind: "choice",
            optional: true,
            options: [nobody, ...others.map((one) => ({ value: one.personId, label: one.person }))],
          },
        ]}
        onSubmit={(filled) => {
          const relievedBy = filled.text("relievedBy");
          return act.mutateAsync({
            id: shift.id,
            path: "handover",
            body: { text: filled.text("text"), ...(relievedBy === "" ? {} : { relievedBy }) },
          });
        }}
      />
    </details>
  );
}

function Planning({ people }: { people: readonly PersonWithStanding[] }) {
  const t = useTexts(peopleTexts);
  const queries = useQueryClient();
  const me = useMe();
  const watch = people.filter(
    ({ id, roles, closed }) => id !== me && !closed && roles.includes("watch-officer"),
  );
  if (watch.length === 0) return null;
  return (
    <details>
      <summary>{t("shift.plan")}</summary>
      <RecordForm
        submit={t("shift.plan")}
        fields={[
          {
            name: "personId",
            label: t("shift.person"),
            kind: "choice",
            options: watch.map(({ id, name }) => ({ value: id, label: name })),
            first: watch[0]?.id ?? "",
          },
          { name: "startsAt", label: t("shift.from"), kind: "time" },
          { name: "endsAt", label: t("shift.until"), kind: "time" },
        ]}
        onSubmit={async (filled) => {
          const shifts = await planShift({
            personId: filled.text("personId"),
            role: "watch-officer",
            startsAt: filled.text("startsAt"),
            endsAt: filled.text("endsAt"),
          });
          queries.setQueryData(shiftsQuery.queryKey, shifts);
        }}
      />
    </details>
  );
}
