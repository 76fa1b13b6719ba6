// Pushes asked of the carrier of a flight: what was asked and became of it, asking, and the second person's decision.
import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState, type FormEvent } from "react";
import { flightIdOf } from "#vocabulary";
import type { NewPushRequest, PushRequestDecision, PushRequestRow, PushRequests } from "../contract.ts";
import {
  At,
  Choices,
  Dialog,
  ErrorSummary,
  get,
  problemAt,
  problemText,
  RefusalNotice,
  request,
  say,
  useDesignTexts,
  useMay,
  useMe,
  useSubmitKeys,
  useTexts,
  type FieldProblem,
  type LiveTopics,
} from "#design/ui";
import { intakeTexts } from "./intake-texts.ts";
import styles from "./push-requests.module.css";

const pushRequestReasons = [
  "push-missing",
  "push-incomplete",
  "data-unusable",
  "specific-threat",
] as const satisfies readonly NewPushRequest["reason"][];
const legalBases = [
  "regular-transfer",
  "specific-threat",
] as const satisfies readonly NewPushRequest["legalBasis"][];

function requestsQuery(flightKey: string) {
  return queryOptions({
    queryKey: ["push-requests", flightKey],
    queryFn: ({ signal }) => get<PushRequests>(`/api/flights/${flightKey}/push-requests`, { signal }),
    meta: {
      live: [{ topic: "flight", subject: flightIdOf(flightKey) }, { topic: "outgoing" }] satisfies LiveTopics,
    },
  });
}

/** What was asked of the carrier for this flight, and the way to ask. */
export function PushRequestsOfFlight({ flightKey }: { flightKey: string }) {
  const t = useTexts(intakeTexts);
  const mayAsk = useMay("ask-for-push");
  const { data } = useQuery(requestsQuery(flightKey));
  const [asking, setAsking] = useState(false);
  if (data === undefined) return null;
  const open = data.requests.some(({ state }) => state === "proposed" || state === "sent");
  return (
    <section className={styles["requests"]} aria-label={t("request.title")}>
      <div className={styles["bar"]}>
        <h2>{t("request.title")}</h2>
        {mayAsk && !open ? (
          <Button size="xs" variant="default" onClick={() => setAsking(true)}>
            {t("request.ask")}
          </Button>
        ) : null}
      </div>
      {data.requests.length === 0 ? <p className={styles["dim"]}>{t("request.none")}</p> : null}
      <ul>
        {data.requests.map((one) => (
          <RequestItem key={one.id} flightKey={flightKey} request={one} />
        ))}
      </ul>
      <Dialog title={t("request.ask")} opened={asking} onClose={() => setAsking(false)}>
        <AskForm flightKey={flightKey} onDone={() => setAsking(false)} />
      </Dialog>
    </section>
  );
}

function RequestItem({ flightKey, request: one }: { flightKey: string; request: PushRequestRow }) {
  const t = useTexts(intakeTexts);
  const me = useMe();
  const mayDecide = useMay("decide-push-request");
  return (
    <li>
      <p>
        <strong>{t(standing(one))}</strong> {t(`request.reason.${one.reason}`)}
        {one.caseNumber === null ? null : `, ${t("request.case", { number: one.caseNumber })}`}
      </p>
      <p className={styles["dim"]}>
        <At instant={one.askedAt} /> {t("request.asked", { name: one.askedBy.name })}
        {one.decidedBy === null ? null : `, ${t("request.decided", { name: one.decidedBy })}`}
        {one.decisionReason === null ? null : <bdi>: {one.decisionReason}</bdi>}
        {one.state === "proposed" || one.state === "sent" ? (
          <>
            , {t("request.until")} <At instant={one.expiresAt} />
          </>
        ) : null}
      </p>
      {one.state !== "sent" || one.message === null ? null : <MessageOf message={one.message} />}
      {one.state === "proposed" && one.askedBy.id === me ? <p>{t("request.mine")}</p> : null}
      {one.state === "proposed" && one.askedBy.id !== me && mayDecide ? (
        <DecisionForm flightKey={flightKey} id={one.id} />
      ) : null}
    </li>
  );
}

/** An approved request has not been sent before its message has left. */
function standing({ state, message }: PushRequestRow) {
  const neverLeft = message !== null && (message.state === "waiting" || message.state === "expired");
  if (state === "expired" && neverLeft) return "request.state.never";
  if (state !== "sent" || message === null) return `request.state.${state}` as const;
  return `request.message.${message.state}` as const;
}

function MessageOf({ message }: { message: NonNullable<PushRequestRow["message"]> }) {
  const t = useTexts(intakeTexts);
  const { state, channel, waitsFor, madeAt, nextAt, sentAt, acknowledgedAt } = message;
  if (state === "waiting") {
    return (
      <p>
        {t("request.message.since")} <At instant={madeAt} />
        {waitsFor === null
          ? null
          : `: ${t(`request.message.for.${waitsFor}`, { channel: t.code("channel", channel) })}`}
        {waitsFor !== "link" || nextAt === null ? null : (
          <>
            , {t("request.message.next")} <At instant={nextAt} />
          </>
        )}
      </p>
    );
  }
  if (sentAt === null) return null;
  return (
    <p className={styles["dim"]}>
      {t("request.message.left")} <At instant={sentAt} />
      {acknowledgedAt === null ? null : (
        <>
          , {t("request.message.confirmed")} <At instant={acknowledgedAt} />
        </>
      )}
    </p>
  );
}

function AskForm({ flightKey, onDone }: { flightKey: string; onDone: () => void }) {
  const t = useTexts(intakeTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const own = useId();
  const ids = { reason: `${own}reason`, basis: `${own}basis`, caseNumber: `${own}case` };
  const [reason, setReason] = useState<NewPushRequest["reason"] | null>(null);
  const [basis, setBasis] = useState<NewPushRequest["legalBasis"] | null>("regular-transfer");
  const [caseNumber, setCaseNumber] = useState("");
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const asking = useMutation({
    mutationFn: (body: NewPushRequest) =>
      request<PushRequestRow>("POST", `/api/flights/${flightKey}/push-requests`, { body }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["push-requests", flightKey] });
      say(t("request.ask.done"));
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (asking.isPending) return;
    const threat = reason === "specific-threat" || basis === "specific-threat";
    const lacking = [
      ...(reason === null ? [{ field: ids.reason, text: t("request.ask.reason.missing") }] : []),
      ...(basis === null ? [{ field: ids.basis, text: t("request.ask.basis.missing") }] : []),
      ...(threat && caseNumber.trim() === ""
        ? [{ field: ids.caseNumber, text: t("problem.case-number-needed") }]
        : []),
    ];
    setProblems(lacking);
    if (lacking.length > 0) setAttempt((before) => before + 1);
    else if (reason !== null && basis !== null) {
      const number = caseNumber.trim();
      asking.mutate({ reason, legalBasis: basis, ...(number === "" ? {} : { caseNumber: number }) });
    }
  };
  return (
    <form ref={form} noValidate className={styles["form"]} onSubmit={submit}>
      <p className={styles["dim"]}>{t("request.ask.text")}</p>
      <ErrorSummary problems={problems} attempt={attempt} />
      {asking.error === null ? null : (
        <RefusalNotice problem={asking.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <Select
        id={ids.reason}
        label={t("request.ask.reason")}
        value={reason}
        error={problemAt(problems, ids.reason)}
        data={pushRequestReasons.map((value) => ({ value, label: t(`request.reason.${value}`) }))}
        onChange={(value) => setReason(pushRequestReasons.find((each) => each === value) ?? null)}
      />
      <Select
        id={ids.basis}
        label={t("request.ask.basis")}
        value={basis}
        error={problemAt(problems, ids.basis)}
        data={legalBases.map((value) => ({ value, label: t(`request.basis.${value}`) }))}
        onChange={(value) => setBasis(legalBases.find((each) => each === value) ?? null)}
      />
      <TextInput
        id={ids.caseNumber}
        label={t("request.ask.case")}
        description={t("request.ask.case.hint")}
        maxLength={40}
        value={caseNumber}
        error={problemAt(problems, ids.caseNumber)}
        onChange={(event) => setCaseNumber(event.currentTarget.value)}
      />
      <Button type="submit" loading={asking.isPending}>
        {t("request.ask.submit")}
      </Button>
    </form>
  );
}

const choices = ["approve", "refuse"] as const;

function DecisionForm({ flightKey, id }: { flightKey: string; id: string }) {
  const t = useTexts(intakeTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const own = useId();
  const ids = { choice: `${own}choice`, why: `${own}why` };
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [choice, setChoice] = useState<(typeof choices)[number] | null>(null);
  const [why, setWhy] = useState("");
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const deciding = useMutation({
    mutationFn: (body: PushRequestDecision) =>
      request<PushRequestRow>("POST", `/api/push-requests/${id}/decision`, { body }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["push-requests", flightKey] });
      say(t("request.decide.done"));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (deciding.isPending) return;
    const lacking = [
      ...(choice === null ? [{ field: ids.choice, text: t("request.decide.choice.missing") }] : []),
      ...(why.trim().length < 3 ? [{ field: ids.why, text: t("request.decide.why.lacking") }] : []),
    ];
    setProblems(lacking);
    if (lacking.length > 0) setAttempt((before) => before + 1);
    else deciding.mutate({ approve: choice === "approve", reason: why.trim() });
  };
  return (
    <form ref={form} noValidate className={styles["form"]} onSubmit={submit}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {deciding.error === null ? null : (
        <RefusalNotice problem={deciding.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <Choices
        id={ids.choice}
        legend={t("request.decide.choice")}
        offered={choices.map((value) => ({
          value,
          label: t(`request.decide.${value}`),
          hint: t(`request.decide.${value}.hint`),
        }))}
        chosen={choice}
        onChoose={setChoice}
        error={problemAt(problems, ids.choice)}
      />
      <Textarea
        id={ids.why}
        label={t("request.decide.why")}
        rows={2}
        maxLength={500}
        value={why}
        error={problemAt(problems, ids.why)}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      <Button type="submit" loading={deciding.isPending}>
        {t("request.decide.submit")}
      </Button>
    </form>
  );
}
