// A decision on flights within the area, written down: the threat and its assessment, or routes with their indications.
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  Code,
  Dialog,
  problemText,
  say,
  serverNow,
  TextForm,
  useDesignTexts,
  useMay,
  useTexts,
} from "#design/ui";
import type { FlightSelectionDraft } from "../../contract.ts";
import styles from "../law.module.css";
import { flightSelectionsQuery, proposeFlightSelection } from "../queries.ts";
import { flightTexts } from "./flight-selection-texts.ts";

export function ProposeButton() {
  const t = useTexts(flightTexts);
  const may = useMay("propose-flight-selection");
  const [asking, setAsking] = useState(false);
  if (!may) return null;
  return (
    <div className={styles["buttons"]}>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        {t("flights.propose")}
      </Button>
      <Dialog title={t("flights.propose")} opened={asking} onClose={() => setAsking(false)}>
        <Propose onDone={() => setAsking(false)} />
      </Dialog>
    </div>
  );
}

type Indications = FlightSelectionDraft["indications"];

function Propose({ onDone }: { onDone: () => void }) {
  const t = useTexts(flightTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const [kind, setKind] = useState<FlightSelectionDraft["kind"]>("selection");
  const [standing, setStanding] = useState<"present" | "foreseeable">("present");
  const [texts, setTexts] = useState({
    reference: "",
    threat: "",
    assessment: "",
    fairness: "",
    reviewBody: "",
    until: "",
    places: "",
  });
  const [indications, setIndications] = useState<Indications>([]);
  const field = (name: keyof typeof texts) => ({
    value: texts[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setTexts((before) => ({ ...before, [name]: value }));
    },
  });
  const isThreat = kind === "threat";
  return (
    <div className={styles["fields"]}>
      <NativeSelect
        label={t("flights.kind")}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value === "threat" ? "threat" : "selection")}
        data={[
          { value: "selection", label: t("kind.selection") },
          { value: "threat", label: t("kind.threat") },
        ]}
      />
      <TextInput label={t("flights.reference")} {...field("reference")} />
      {isThreat ? (
        <>
          <Textarea label={t("flights.threat")} autosize minRows={2} {...field("threat")} />
          <NativeSelect
            label={t("flights.standing")}
            value={standing}
            onChange={(event) =>
              setStanding(event.currentTarget.value === "present" ? "present" : "foreseeable")
            }
            data={[
              { value: "present", label: t("standing.present") },
              { value: "foreseeable", label: t("standing.foreseeable") },
            ]}
          />
          <TextInput label={t("flights.assessment")} {...field("assessment")} />
        </>
      ) : (
        <>
          <TextInput
            label={t("flights.places")}
            description={t("flights.places.hint")}
            {...field("places")}
          />
          <IndicationsAdded of={indications} onAdd={(one) => setIndications((before) => [...before, one])} />
        </>
      )}
      <Textarea label={t("flights.fairness")} autosize minRows={2} {...field("fairness")} />
      <TextInput label={t("flights.reviewBody")} {...field("reviewBody")} />
      <TextInput
        type="date"
        label={t("flights.until")}
        description={t("flights.until.hint")}
        {...field("until")}
      />
      <TextForm
        label={t("flights.necessity")}
        submit={t("flights.send")}
        lacking={t("flights.necessity.lacking")}
        maxLength={4000}
        say={(problem) => problemText(problem, t, common)}
        onSubmit={async (necessity) => {
          const now = new Date(serverNow());
          const end = texts.until === "" ? now : new Date(`${texts.until}T23:59:59Z`);
          await proposeFlightSelection({
            kind,
            reference: texts.reference,
            threat: isThreat ? texts.threat : null,
            standing: isThreat ? standing : null,
            assessment: isThreat ? texts.assessment : null,
            necessity,
            fairness: texts.fairness,
            reviewBody: texts.reviewBody,
            validFrom: now.toISOString(),
            validUntil: end.toISOString(),
            places: isThreat ? [] : namesIn(texts.places).map(placeNamed),
            indications: isThreat ? [] : indications,
          });
          onDone();
          await queries.invalidateQueries({ queryKey: flightSelectionsQuery.queryKey });
          say(t("flights.done"));
        }}
      />
    </div>
  );
}

const namesIn = (text: string): string[] =>
  text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((name) => name !== "");

function placeNamed(name: string): FlightSelectionDraft["places"][number] {
  const [from = "", to = null] = name.split("-");
  return { from, to };
}

function IndicationsAdded({
  of,
  onAdd,
}: {
  of: Indications;
  onAdd: (indication: Indications[number]) => void;
}) {
  const t = useTexts(flightTexts);
  const [indication, setIndication] = useState("");
  const [source, setSource] = useState("");
  const [observedOn, setObservedOn] = useState("");
  const [concerns, setConcerns] = useState("");
  const lacks =
    indication.trim().length < 10 || source.trim().length < 3 || observedOn === "" || concerns.trim() === "";
  return (
    <fieldset className={styles["fields"]}>
      <legend>{t("flights.indications")}</legend>
      {of.length === 0 ? null : (
        <ul className={styles["steps"]}>
          {of.map((one) => (
            <li key={`${one.source} ${one.indication}`}>
              <Code>{one.concerns.join(" ")}</Code> <bdi>{one.indication}</bdi>
            </li>
          ))}
        </ul>
      )}
      <TextInput
        label={t("flights.indication")}
        value={indication}
        onChange={(event) => setIndication(event.currentTarget.value)}
      />
      <TextInput
        label={t("flights.source")}
        value={source}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t("flights.observed")}
        value={observedOn}
        onChange={(event) => setObservedOn(event.currentTarget.value)}
      />
      <TextInput
        label={t("flights.concerns")}
        description={t("flights.places.hint")}
        value={concerns}
        onChange={(event) => setConcerns(event.currentTarget.value)}
      />
      <Button
        size="xs"
        variant="default"
        disabled={lacks}
        onClick={() => {
          onAdd({
            indication: indication.trim(),
            source: source.trim(),
            observedOn,
            concerns: namesIn(concerns),
          });
          setIndication("");
          setConcerns("");
        }}
      >
        {t("flights.add")}
      </Button>
    </fieldset>
  );
}
