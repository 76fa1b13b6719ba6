// On a traveller's page: when the data are due, why they are kept longer, what holds them; and the ways to propose either.
import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import {
  At,
  Code,
  Dialog,
  Panel,
  problemText,
  say,
  useDesignTexts,
  useMay,
  usePurpose,
  useTexts,
} from "#design/ui";
import type { Keeping, NewHold, NewLink } from "../contract.ts";
import { personKeepingQuery, proposeHold, proposeLink } from "./queries.ts";
import { retentionTexts } from "./retention-texts.ts";
import styles from "./retention.module.css";

const linkGrounds = ["verified-positive", "open-case", "open-request", "concrete-grounds"] as const;
const holdGrounds = ["litigation", "redress", "authority-order"] as const;

/** Nothing until it is known. */
export function PersonKeeping({ personKey }: { personKey: string }) {
  const t = useTexts(retentionTexts);
  const { purpose } = usePurpose();
  const mayLink = useMay("propose-link");
  const mayHold = useMay("propose-hold");
  const [asking, setAsking] = useState<"link" | "hold" | null>(null);
  const found = useQuery(personKeepingQuery(personKey, purpose)).data;
  if (found === undefined) return null;
  return (
    <Panel
      title={t("keeping.title")}
      aside={
        <div className={styles["buttons"]}>
          {mayLink ? (
            <Button size="compact-xs" variant="default" onClick={() => setAsking("link")}>
              {t("keeping.keep")}
            </Button>
          ) : null}
          {mayHold ? (
            <Button size="compact-xs" variant="default" onClick={() => setAsking("hold")}>
              {t("keeping.hold")}
            </Button>
          ) : null}
        </div>
      }
    >
      <Standing keeping={found} />
      <Dialog
        title={asking === "hold" ? t("keeping.hold") : t("keeping.keep")}
        opened={asking !== null}
        onClose={() => setAsking(null)}
        size="lg"
      >
        {asking === null ? null : (
          <ProposeForm personKey={personKey} what={asking} onDone={() => setAsking(null)} />
        )}
      </Dialog>
    </Panel>
  );
}

function Standing({ keeping }: { keeping: Keeping }) {
  const t = useTexts(retentionTexts);
  return (
    <>
      <p>
        {t("keeping.received")} <At instant={keeping.firstReceivedAt} day="always" />.{" "}
        {keeping.maskedAt === null ? (
          <>
            {t(
              keeping.effect === "mask" || keeping.class === "LINKED"
                ? "keeping.due.mask"
                : "keeping.due.delete",
            )}{" "}
            <At instant={keeping.dueAt} day="always" />.
          </>
        ) : (
          <>
            {t("keeping.masked")} <At instant={keeping.maskedAt} day="always" />.
          </>
        )}{" "}
        {keeping.keptUntil === null ? null : (
          <>
            {t("keeping.until")} <At instant={keeping.keptUntil} day="always" />.
          </>
        )}
      </p>
      {keeping.links.length + keeping.holds.length === 0 ? null : (
        <ul className={styles["list"]}>
          {keeping.links.map((link) => (
            <li key={link.id}>
              {t("keeping.linked")}: {t(`retention.ground.${link.ground}`)} <Code>{link.reference}</Code>,{" "}
              {t(`retention.state.${link.state}`)}, {t("retention.review")}{" "}
              <At instant={link.reviewAt} day="always" />
            </li>
          ))}
          {keeping.holds.map((hold) => (
            <li key={hold.id}>
              {t("keeping.held")}: {t(`hold.ground.${hold.ground}`)} <Code>{hold.reference}</Code>,{" "}
              {t(`hold.state.${hold.state}`)}, {t("hold.expires")}{" "}
              <At instant={hold.expiresAt} day="always" />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function ProposeForm({
  personKey,
  what,
  onDone,
}: {
  personKey: string;
  what: "link" | "hold";
  onDone: () => void;
}) {
  const t = useTexts(retentionTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [flightDate = "", flightId = "", personId = ""] = personKey.split("_");
  const grounds =
    what === "link"
      ? linkGrounds.map((value) => ({ value, label: t(`retention.ground.${value}`) }))
      : holdGrounds.map((value) => ({ value, label: t(`hold.ground.${value}`) }));
  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === "string" ? value.trim() : "";
    };
    const both = {
      flightDate,
      flightId,
      personId,
      reference: text("reference"),
      reason: text("reason"),
      reviewOn: text("reviewOn"),
    };
    setBusy(true);
    setProblem(null);
    try {
      if (what === "link") await proposeLink({ ...both, ground: text("ground") as NewLink["ground"] });
      else
        await proposeHold({
          ...both,
          ground: text("ground") as NewHold["ground"],
          expiresOn: text("expiresOn"),
        });
      say(t("keeping.proposed"));
      await queries.invalidateQueries({ queryKey: ["retention"] });
      onDone();
    } catch (failed) {
      setProblem(problemText(failed as Error, t, common));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles["form"]} onSubmit={(event) => void send(event)}>
      <p className={styles["lead"]}>{t(what === "link" ? "retention.links.text" : "hold.text")}</p>
      {problem === null ? null : <p role="alert">{problem}</p>}
      <Select
        name="ground"
        label={t("retention.ground")}
        data={grounds}
        defaultValue={grounds[0]?.value ?? null}
        allowDeselect={false}
        required
      />
      <TextInput name="reference" label={t("keeping.reference")} minLength={3} maxLength={100} required />
      <Textarea
        name="reason"
        label={t("retention.reason")}
        minLength={10}
        maxLength={2000}
        rows={3}
        required
      />
      <TextInput type="date" name="reviewOn" label={t("retention.review")} required />
      {what === "hold" ? <TextInput type="date" name="expiresOn" label={t("hold.expires")} required /> : null}
      <div className={styles["buttons"]}>
        <Button type="submit" loading={busy}>
          {t("keeping.propose")}
        </Button>
      </div>
    </form>
  );
}
