// A boarding directive in one line: what about whom, by whose decision, and how far the carrier has come to know it.
import { Link } from "@tanstack/react-router";
import { At, useTexts } from "#design/ui";
import type { Directive } from "../contract.ts";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";

type Message = Directive["messages"][number];

/** How the carrier came to know the present state: by an answer, or by a message and its confirmation. */
export function Told({ directive: { state, told, messages, ended } }: { directive: Directive }) {
  const t = useTexts(casesTexts);
  if (state === "proposed" || state === "retracted") return null;
  if (told === null) return <>{t("directive.told.pending")}</>;
  const message = messages.findLast(({ madeAt }) => ended === null || madeAt >= ended.at);
  if (told.how === "message" && message !== undefined) return <MessageState message={message} />;
  return (
    <>
      {t.code("directive.told", told.how)} <At instant={told.at} />
    </>
  );
}

/** What became of one message of ours, with the instant it came about. */
export function MessageState({ message }: { message: Message }) {
  const t = useTexts(casesTexts);
  const { state, tries, triesMax, nextAt, sentAt, acknowledgedAt } = message;
  const at = acknowledgedAt ?? sentAt;
  const isLast = triesMax !== null && tries >= triesMax;
  return (
    <>
      {t(`directive.message.${state}`, { tries, most: triesMax ?? "–" })}{" "}
      {at === null ? null : <At instant={at} />}
      {state !== "sent" || nextAt === null ? null : (
        <>
          {" "}
          · {t(isLast ? "directive.message.officer" : "directive.message.again")} <At instant={nextAt} />
        </>
      )}
    </>
  );
}

/** Whether the carrier has yet to say that it knows, or a second person to decide. */
export function isUnanswered({ state, told, messages }: Directive): boolean {
  if (state === "proposed") return true;
  if (state === "retracted" || (told !== null && told.how !== "message" && told.how !== "next-answer"))
    return false;
  if (told?.how === "next-answer") return state === "released";
  const last = messages.at(-1);
  return (
    last === undefined || last.state === "waiting" || last.state === "sent" || last.state === "escalated"
  );
}

/** The line; `named`: with a link to the traveller. */
export function DirectiveLine({ directive, named = true }: { directive: Directive; named?: boolean }) {
  const t = useTexts(casesTexts);
  const { state, proposed, released, ended } = directive;
  const by = ended ?? released;
  return (
    <span className={styles["line"]}>
      <strong>{t(`directive.${directive.directive}`)}</strong>{" "}
      {named ? (
        <Link to="/p/$personKey" params={{ personKey: directive.personKey }}>
          <bdi translate="no">{directive.maskedName}</bdi>
        </Link>
      ) : null}{" "}
      · {t(`directive.state.${state}`)}{" "}
      <span className={styles["dim"]}>
        (<bdi>{proposed.by.name}</bdi>
        {by === null ? null : (
          <>
            , <bdi>{by.by.name}</bdi>
          </>
        )}
        , <At instant={(by ?? proposed).at} />)
      </span>
      {state === "proposed" || state === "retracted" ? null : (
        <>
          {" · "}
          <span data-unanswered={isUnanswered(directive)}>
            <Told directive={directive} />
          </span>
        </>
      )}
    </span>
  );
}
