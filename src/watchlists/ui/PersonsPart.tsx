// Who the persons of a list are: as a whole and by the words of its source, and the change by one person or two.
import { Button, Select, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import type { PersonCategory, Watchlist } from "../contract.ts";
import {
  Answer,
  Dialog,
  Fact,
  Facts,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useMay,
  useMe,
  useTexts,
} from "#design/ui";
import { personTexts } from "./person-texts.ts";
import { changePersons, decidePersons, personsWordsQuery } from "./queries.ts";
import styles from "./watchlists.module.css";

/** Written out: the contract would bring its schemas along. */
export const personCategories: readonly PersonCategory[] = [
  "suspect",
  "convicted",
  "wanted",
  "missing",
  "victim",
  "witness",
  "contact",
  "other",
];

/** The choice of a category, in the reader's language. */
export function useCategoryOptions(): { readonly value: PersonCategory; readonly label: string }[] {
  const t = useTexts(personTexts);
  return personCategories.map((value) => ({ value, label: t(`is.${value}`) }));
}

/** The register with what waits. */
export function PersonsPart({ list }: { list: Watchlist }) {
  const t = useTexts(personTexts);
  const mayChange = useMay("import-list");
  const [changing, setChanging] = useState(false);
  return (
    <div>
      <Facts>
        <Fact label={t("title")}>
          <Register of={list} />
          <p className={styles["dim"]}>{t("hint")}</p>
        </Fact>
      </Facts>
      {list.personsWanted === null ? null : <Waiting list={list} wanted={list.personsWanted} />}
      {mayChange ? (
        <>
          <Button size="xs" variant="default" onClick={() => setChanging(true)}>
            {t("change")}
          </Button>
          <Dialog title={t("title")} opened={changing} onClose={() => setChanging(false)}>
            <ChangeForm list={list} onClose={() => setChanging(false)} />
          </Dialog>
        </>
      ) : null}
    </div>
  );
}

function Register({ of }: { of: Pick<Watchlist, "persons" | "byWord"> }) {
  const t = useTexts(personTexts);
  return (
    <ul className={styles["lines"]}>
      <li>
        <strong>{t(`is.${of.persons}`)}</strong> <span className={styles["dim"]}>{t("whole")}</span>
      </li>
      {of.byWord.map(({ word, category }) => (
        <li key={word}>
          <strong>{t(`is.${category}`)}</strong>{" "}
          <span className={styles["dim"]}>
            {t("word")} <bdi translate="no">{word}</bdi>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Waiting({ list, wanted }: { list: Watchlist; wanted: NonNullable<Watchlist["personsWanted"]> }) {
  const t = useTexts(personTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const mayDecide = useMay("activate-list");
  const own = wanted.by.id === useMe();
  const deciding = useMutation({
    mutationFn: (approve: boolean) => decidePersons(list.id, { approve, reason: wanted.reason }),
    onSuccess: async () => {
      say(t("done"));
      await queries.invalidateQueries({ queryKey: ["watchlist", list.id] });
    },
  });
  return (
    <div>
      <p>
        {t("waits", { name: wanted.by.name })} <bdi>{wanted.reason}</bdi>
      </p>
      <Register of={wanted} />
      {deciding.error === null ? null : (
        <RefusalNotice problem={deciding.error} say={(problem) => problemText(problem, t, common)} />
      )}
      {!mayDecide ? null : (
        <div className={styles["buttons"]}>
          {own ? (
            <span className={styles["dim"]}>{t("own")}</span>
          ) : (
            <Button size="xs" loading={deciding.isPending} onClick={() => deciding.mutate(true)}>
              {t("approve")}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            loading={deciding.isPending}
            onClick={() => deciding.mutate(false)}
          >
            {t("refuse")}
          </Button>
        </div>
      )}
    </div>
  );
}

function ChangeForm({ list, onClose }: { list: Watchlist; onClose: () => void }) {
  const t = useTexts(personTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const options = useCategoryOptions();
  const words = useQuery(personsWordsQuery(list.id));
  const [persons, setPersons] = useState<PersonCategory>(list.persons);
  const [byWord, setByWord] = useState<ReadonlyMap<string, PersonCategory>>(
    new Map(list.byWord.map(({ word, category }) => [word, category])),
  );
  const [reason, setReason] = useState("");
  const [lacking, setLacking] = useState(false);
  const changing = useMutation({
    mutationFn: () =>
      changePersons(list.id, {
        persons,
        byWord: [...byWord].map(([word, category]) => ({ word, category })),
        reason: reason.trim(),
      }),
    onSuccess: async (after) => {
      say(t(after.personsWanted === null ? "done" : "doneWaits"));
      await queries.invalidateQueries({ queryKey: ["watchlist", list.id] });
      onClose();
    },
  });
  return (
    <form
      noValidate
      className={styles["form"]}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        const short = reason.trim().length < 3;
        setLacking(short);
        if (!short && !changing.isPending) changing.mutate();
      }}
    >
      {changing.error === null ? null : (
        <RefusalNotice problem={changing.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <Select
        label={t("whole")}
        allowDeselect={false}
        data={options}
        value={persons}
        onChange={(value) => setPersons(personCategories.find((one) => one === value) ?? persons)}
      />
      <Answer query={words}>
        {({ words: said }) => {
          const all = [
            ...said,
            ...[...byWord.keys()]
              .filter((word) => !said.some((one) => one.word === word))
              .map((word) => ({ word, entries: 0 })),
          ];
          return all.length === 0 ? (
            <p className={styles["dim"]}>{t("noWords")}</p>
          ) : (
            <fieldset className={styles["group"]}>
              <legend>{t("byWord")}</legend>
              {all.map(({ word, entries }) => (
                <Select
                  key={word}
                  label={word}
                  description={t("entries", { count: entries })}
                  placeholder={t("asWhole")}
                  clearable
                  data={options}
                  value={byWord.get(word) ?? null}
                  onChange={(value) => {
                    const chosen = personCategories.find((one) => one === value);
                    setByWord((before) => {
                      const next = new Map(before);
                      if (chosen === undefined) next.delete(word);
                      else next.set(word, chosen);
                      return next;
                    });
                  }}
                />
              ))}
            </fieldset>
          );
        }}
      </Answer>
      <Textarea
        label={t("reason")}
        description={t("reason.hint")}
        withAsterisk
        rows={3}
        maxLength={2000}
        error={lacking ? t("tooShort") : undefined}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={styles["buttons"]}>
        <Button type="submit" loading={changing.isPending}>
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}
