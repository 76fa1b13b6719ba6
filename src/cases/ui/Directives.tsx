// Boarding directives: what two persons have decided that the carrier be told, how far that has come, and the steps to take.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  At,
  Code,
  Dialog,
  Panel,
  ProblemNotice,
  problemText,
  RefusalNotice,
  say,
  TextForm,
  useDesignTexts,
  useMay,
  useMe,
  usePurpose,
  useShortcuts,
  useTexts,
} from "#design/ui";
import type { Directive } from "../contract.ts";
import { FlightLink } from "./alert-parts.tsx";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { DirectiveForm } from "./DirectiveForm.tsx";
import { RuleDirectiveForm } from "./RuleDirectiveForm.tsx";
import { MessageState, Told } from "./directive-parts.tsx";
import { directivesQuery, endDirective, releaseDirective, type DirectivesOf } from "./queries.ts";

/**
 * The directives of an alert's person, a person or a case, newest first. `person` (with the alert it is proposed on) offers
 * to propose one; without it they are only shown. `onRule`: the alert rests on a rule, and this is the reference of its case.
 */
export function Directives({
  of,
  person,
  alertId,
  onRule = null,
}: {
  of: DirectivesOf;
  person?: string;
  alertId?: string;
  onRule?: string | null;
}) {
  const t = useTexts(casesTexts);
  const may = useMay("view-alerts");
  const mayPropose = useMay("propose-directive");
  const { purpose } = usePurpose();
  const query = useQuery({ ...directivesQuery(of), enabled: may });
  const [proposing, setProposing] = useState(false);
  const directives = query.data?.directives ?? [];
  const standing = directives.some(({ state }) => state === "proposed" || state === "released");
  const offered = mayPropose && person !== undefined && purpose !== null && !standing;
  useShortcuts(
    offered ? [{ keys: "KeyB", label: t("directive.propose"), run: () => setProposing(true) }] : [],
  );
  if (!may || (directives.length === 0 && !offered && query.error === null)) return null;
  return (
    <Panel title={t("directive.title")}>
      {query.error === null ? null : (
        <ProblemNotice problem={query.error} retry={() => void query.refetch()} />
      )}
      {directives.length === 0 ? <p className={styles["dim"]}>{t("directive.none")}</p> : null}
      <ul className={styles["directives"]}>
        {directives.map((directive) => (
          <li key={directive.id}>
            <OneDirective directive={directive} placed={person === undefined} />
          </li>
        ))}
      </ul>
      {offered ? (
        <Button size="xs" variant="default" onClick={() => setProposing(true)} rightSection={<kbd>B</kbd>}>
          {t("directive.propose")}
        </Button>
      ) : null}
      {person === undefined ? null : (
        <Dialog title={t("directive.propose")} opened={proposing} onClose={() => setProposing(false)}>
          {onRule !== null && alertId !== undefined ? (
            <RuleDirectiveForm
              on={{ person, alertId, reference: onRule }}
              onProposed={() => setProposing(false)}
            />
          ) : (
            <DirectiveForm
              person={person}
              {...(alertId === undefined ? {} : { alertId })}
              onProposed={() => setProposing(false)}
            />
          )}
        </Dialog>
      )}
    </Panel>
  );
}

function OneDirective({ directive, placed }: { directive: Directive; placed: boolean }) {
  const t = useTexts(casesTexts);
  const { proposed, released, ended, state } = directive;
  const before = ended === null ? [] : directive.messages.filter(({ madeAt }) => madeAt < ended.at);
  const last = state === "released" || state === "withdrawn" ? <Told directive={directive} /> : null;
  return (
    <div className={styles["directive"]} data-state={directive.state} data-directive={directive.directive}>
      <p>
        <strong>{t(`directive.${directive.directive}`)}</strong> · {t(`directive.state.${directive.state}`)}
      </p>
      {placed ? (
        <p>
          <bdi translate="no">{directive.maskedName}</bdi> <FlightLink flight={directive.flight} />
        </p>
      ) : null}
      <p>
        {t(`ground.${directive.ground}`)}, <Code>{directive.reference}</Code>
        {directive.authority === "NOT_APPLICABLE" ? null : <> · {t(`authority.${directive.authority}`)}</>}
      </p>
      <p>
        <bdi>{directive.reason}</bdi>
      </p>
      {state === "proposed" || state === "released" ? <Says says={directive.says} /> : null}
      <ol className={styles["steps"]}>
        <li>
          {t("directive.step.proposed")} <By step={proposed} />
        </li>
        {released === null ? null : (
          <li>
            {t("directive.step.released")} <By step={released} />
          </li>
        )}
        {before.map((message) => (
          <li key={message.madeAt}>
            <MessageState message={message} />
          </li>
        ))}
        {ended === null ? null : (
          <li>
            {t(directive.state === "withdrawn" ? "directive.step.withdrawn" : "directive.step.retracted")}{" "}
            <By step={ended} />: <bdi>{ended.why}</bdi>
          </li>
        )}
        {last === null ? null : <li>{last}</li>}
      </ol>
      <Steps directive={directive} />
    </div>
  );
}

/** What the agent at the counter reads: that and nothing else. */
export function Says({ says }: { says: Directive["says"] }) {
  const t = useTexts(casesTexts);
  return (
    <p className={styles["says"]}>
      {t("directive.says")} <Code>{says.code}</Code> <q translate="no">{says.text}</q>.{" "}
      <span className={styles["dim"]}>{t("directive.says.only")}</span>
    </p>
  );
}

function By({ step }: { step: Directive["proposed"] }) {
  return (
    <span className={styles["dim"]}>
      <bdi>{step.by.name}</bdi>, <At instant={step.at} />
    </span>
  );
}

function Steps({ directive }: { directive: Directive }) {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const me = useMe();
  const mayPropose = useMay("propose-directive");
  const mayRelease = useMay("release-directive");
  const mayWithdraw = useMay("withdraw-directive");
  const [ending, setEnding] = useState<"retraction" | "withdrawal" | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const own = directive.proposed.by.id === me;
  const reload = () => queries.invalidateQueries({ queryKey: ["directives"] });
  const release = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await releaseDirective(directive.id);
      say(t("directive.releasedSaid"));
    } catch (error) {
      setProblem(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setBusy(false);
      await reload();
    }
  };
  const proposed = directive.state === "proposed";
  return (
    <>
      {problem === null ? null : (
        <RefusalNotice
          problem={problem}
          say={(refused) => problemText(refused, t, common)}
          onReload={() => {
            setProblem(null);
            void reload();
          }}
        />
      )}
      {proposed && mayRelease && own ? <p className={styles["dim"]}>{t("directive.own")}</p> : null}
      <div className={styles["stepButtons"]}>
        {proposed && mayRelease && !own ? (
          <Button size="xs" color="red" loading={busy} onClick={() => void release()}>
            {t("directive.release")}
          </Button>
        ) : null}
        {proposed && mayPropose ? (
          <Button size="xs" variant="default" onClick={() => setEnding("retraction")}>
            {t("directive.retract")}
          </Button>
        ) : null}
        {directive.state === "released" && mayWithdraw ? (
          <Button size="xs" variant="default" onClick={() => setEnding("withdrawal")}>
            {t("directive.withdraw")}
          </Button>
        ) : null}
      </div>
      <Dialog
        title={t(ending === "withdrawal" ? "directive.withdraw" : "directive.retract")}
        opened={ending !== null}
        onClose={() => setEnding(null)}
      >
        <TextForm
          label={t("directive.why")}
          hint={t(ending === "withdrawal" ? "directive.withdraw.hint" : "directive.retract.hint")}
          submit={t(ending === "withdrawal" ? "directive.withdraw" : "directive.retract")}
          lacking={t("case.tooShort")}
          maxLength={2000}
          onSubmit={async (why) => {
            await endDirective(directive.id, ending ?? "retraction", why);
            setEnding(null);
            say(t("directive.endedSaid"));
            await reload();
          }}
          say={(refused) => problemText(refused, t, common)}
          onReload={() => void reload()}
        />
      </Dialog>
    </>
  );
}
