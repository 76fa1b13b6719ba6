// Who asks for redress: what is cleared for an identity, found by document or redress number with birth date and name.
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { problemText, PurposeGate, RefusalNotice, useDesignTexts, usePurpose, useTexts } from "#design/ui";
import type { ClearingSearch } from "../contract.ts";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { Ended } from "./clearing-parts.tsx";
import { searchClearings } from "./queries.ts";

const fields = ["surname", "given", "birthDate", "number", "type", "issuer", "redress"] as const;
type Given = Readonly<Record<(typeof fields)[number], string>>;
const nothing: Given = {
  surname: "",
  given: "",
  birthDate: "",
  number: "",
  type: "P",
  issuer: "",
  redress: "",
};

/** The form and what it finds; a purpose is asked first, and the search is an entry of the ledger. */
export function ClearingSearchForm() {
  return <PurposeGate>{() => <Form />}</PurposeGate>;
}

function Form() {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const { purpose } = usePurpose();
  const [given, setGiven] = useState<Given>(nothing);
  const searching = useMutation({ mutationFn: () => searchClearings(searchOf(given), purpose) });
  const lacks = given.surname.trim() === "" || (given.number.trim() === "" && given.redress.trim() === "");
  return (
    <form
      className={styles["form"]}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!lacks) searching.mutate();
      }}
    >
      <p className={styles["dim"]}>{t("register.search.hint")}</p>
      {searching.error === null ? null : (
        <RefusalNotice problem={searching.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <div className={styles["fields"]}>
        {fields.map((field) => (
          <TextInput
            key={field}
            size="sm"
            label={t(`register.search.${field}`)}
            placeholder={field === "birthDate" ? "1984-03-11" : undefined}
            value={given[field]}
            onChange={({ currentTarget: { value } }) => setGiven((before) => ({ ...before, [field]: value }))}
          />
        ))}
      </div>
      <Button type="submit" disabled={lacks} loading={searching.isPending}>
        {t("register.search")}
      </Button>
      {searching.data === undefined ? null : (
        <ul className={styles["related"]}>
          {searching.data.clearings.length === 0 ? <li>{t("register.search.none")}</li> : null}
          {searching.data.clearings.map((line) => (
            <li key={line.id}>
              <strong>{t(`register.state.${line.state}`)}</strong>{" "}
              <bdi translate="no">
                {line.list} {line.matchedName ?? line.entryId}
              </bdi>{" "}
              {line.ended === null ? <bdi>{line.reason}</bdi> : <Ended ended={line.ended} />}
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}

function searchOf(given: Given): ClearingSearch {
  const text = (value: string): string | null => (value.trim() === "" ? null : value.trim());
  const number = text(given.number);
  return {
    surname: given.surname.trim(),
    given: text(given.given),
    birthDate: text(given.birthDate),
    document: number === null ? null : { type: text(given.type), number, issuer: text(given.issuer) },
    redress: text(given.redress),
  };
}
