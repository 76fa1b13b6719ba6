// The decision on a proposal: by another person than its proposer, with a reason; its proposer may take it back.
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState, type FormEvent } from "react";
import type { Proposal } from "../contract.ts";
import {
  At,
  Choices,
  ErrorSummary,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  TextForm,
  useDesignTexts,
  useMay,
  useMe,
  useShortcuts,
  useSubmitKeys,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import { decideProposal, proposalQuery, withdrawProposal } from "./queries.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

const choices = ["approve", "refuse"] as const;
type Choice = (typeof choices)[number];

/** What stands where the decision is made: the form, who has to make it, or how it was made. */
export function ProposalDecisionPanel({ proposal }: { proposal: Proposal }) {
  const t = useTexts(watchlistTexts);
  const me = useMe();
  const mayDecide = useMay("decide-proposal");
  if (proposal.state !== "waiting") return <Decided proposal={proposal} />;
  if (proposal.proposedBy.id === me) {
    return (
      <div className={styles["form"]}>
        <EmergencyNote proposal={proposal} />
        <p>{t("proposal.mine")}</p>
        <Withdrawal proposal={proposal} />
      </div>
    );
  }
  if (!mayDecide) return <p>{t("proposal.noRight")}</p>;
  return (
    <>
      <EmergencyNote proposal={proposal} />
      <DecisionForm proposal={proposal} />
    </>
  );
}

/** What stands in force already lapses unless it is confirmed in time. */
function EmergencyNote({ proposal }: { proposal: Proposal }) {
  const t = useTexts(watchlistTexts);
  if (proposal.emergencyUntil === null) return null;
  return (
    <p className={styles["lacking"]}>
      {t("emergency.until")} <At instant={proposal.emergencyUntil} day="always" />
    </p>
  );
}

function Decided({ proposal }: { proposal: Proposal }) {
  const t = useTexts(watchlistTexts);
  if (proposal.state === "waiting") return null;
  return (
    <div className={styles["form"]}>
      <p>
        {t(`proposal.decided.${proposal.state}`)} <bdi>{proposal.decidedBy?.name}</bdi>
        {proposal.decidedAt === null ? null : (
          <>
            , <At instant={proposal.decidedAt} day="always" />
          </>
        )}
      </p>
      {proposal.act === "remove" ? <p className={styles["dim"]}>{t("proposal.atOnce")}</p> : null}
      {proposal.decisionReason === null || proposal.decisionReason === proposal.reason ? null : (
        <p className={styles["text"]}>
          <bdi>{proposal.decisionReason}</bdi>
        </p>
      )}
    </div>
  );
}

/** Keeps what the server answered as the proposal's present state, and lets the lists load again. */
function useShown(): (proposal: Proposal) => Promise<void> {
  const queries = useQueryClient();
  return async (proposal) => {
    queries.setQueryData(proposalQuery(proposal.id).queryKey, proposal);
    await queries.invalidateQueries({ queryKey: ["proposals"] });
    await queries.invalidateQueries({ queryKey: ["watchlist", proposal.listId] });
    await queries.invalidateQueries({ queryKey: ["watchlists"] });
  };
}

function Withdrawal({ proposal }: { proposal: Proposal }) {
  const t = useTexts(watchlistTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const show = useShown();
  return (
    <TextForm
      label={t("proposal.withdraw.reason")}
      submit={t("proposal.withdraw")}
      lacking={t("proposal.withdraw.lacking")}
      maxLength={2000}
      say={(problem) => problemText(problem, t, common)}
      onReload={() => void queries.invalidateQueries({ queryKey: proposalQuery(proposal.id).queryKey })}
      onSubmit={async (reason) => {
        await show(await withdrawProposal(proposal.id, reason));
        say(t("proposal.withdrawn.done"));
      }}
    />
  );
}

/** 1 approves, 2 refuses, Ctrl+Enter records it. */
export function DecisionForm({ proposal }: { proposal: Proposal }) {
  const t = useTexts(watchlistTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const show = useShown();
  const own = useId();
  const ids = { choice: `${own}choice`, reason: `${own}reason` };
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useSubmitKeys(form);
  const [choice, setChoice] = useState<Choice | null>(null);
  const [reason, setReason] = useState("");
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const deciding = useMutation({
    mutationFn: (chosen: Choice) =>
      decideProposal(proposal.id, { approve: chosen === "approve", reason: reason.trim() }),
    onSuccess: async (decided, chosen) => {
      await show(decided);
      say(t(chosen === "approve" ? "proposal.approved.done" : "proposal.refused.done"));
    },
  });
  const choose = (chosen: Choice) => {
    setChoice(chosen);
    setProblems((before) => before.filter((problem) => problem.field !== ids.choice));
    field.current?.focus();
  };
  useShortcuts(
    choices.map((one, index) => ({
      keys: `Digit${index + 1}`,
      label: t(`proposal.${one}`),
      run: () => choose(one),
    })),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (deciding.isPending) return;
    const lacking = [
      ...(choice === null ? [{ field: ids.choice, text: t("proposal.choice.missing") }] : []),
      ...(reason.trim().length < 3 ? [{ field: ids.reason, text: t("proposal.why.lacking") }] : []),
    ];
    setProblems(lacking);
    if (lacking.length > 0) setAttempt((before) => before + 1);
    else if (choice !== null) deciding.mutate(choice);
  };
  const inForce = proposal.emergencyUntil !== null;
  const hints: Readonly<Record<Choice, string>> = {
    approve: t(inForce ? "emergency.approve.hint" : `proposal.approve.hint.${proposal.act}`),
    refuse: t(inForce ? "emergency.refuse.hint" : "proposal.refuse.hint"),
  };
  return (
    <form ref={form} noValidate className={styles["form"]} onSubmit={submit}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {deciding.error === null ? null : (
        <RefusalNotice
          problem={deciding.error}
          say={(problem) => problemText(problem, t, common)}
          onReload={() => {
            deciding.reset();
            void queries.invalidateQueries({ queryKey: proposalQuery(proposal.id).queryKey });
          }}
        />
      )}
      <Choices
        shortcuts
        id={ids.choice}
        legend={t("proposal.choice")}
        offered={choices.map((one) => ({ value: one, label: t(`proposal.${one}`), hint: hints[one] }))}
        chosen={choice}
        onChoose={choose}
        error={problemAt(problems, ids.choice)}
      />
      <Textarea
        ref={field}
        id={ids.reason}
        label={t("proposal.why")}
        description={t("proposal.why.hint")}
        rows={3}
        maxLength={2000}
        value={reason}
        error={problemAt(problems, ids.reason)}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" loading={deciding.isPending} fullWidth>
        {t("proposal.submit")}
      </Button>
    </form>
  );
}
