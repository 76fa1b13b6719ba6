// Importing a file: choose or drop it, let it be read and compared; what is wrong with it is said before anything happens.
import { Button, Checkbox } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId, useRef, useState, type DragEvent, type FormEvent } from "react";
import type { Watchlist } from "../contract.ts";
import {
  ApiProblem,
  Dialog,
  ErrorSummary,
  Icon,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useSubmitKeys,
  useSurroundings,
  useTexts,
  formatNumber,
} from "#design/ui";
import { becauseText, listSentences } from "./list-sentences.ts";
import { importFile } from "./queries.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

const bytesMax = 256 * 1024 * 1024;

/** Ends on the page of the version it prepared. */
export function ImportDialog({
  list,
  opened,
  onClose,
}: {
  list: Watchlist;
  opened: boolean;
  onClose: () => void;
}) {
  const t = useTexts(watchlistTexts);
  return (
    <Dialog title={t("import.title")} opened={opened} onClose={onClose}>
      <ImportForm list={list} onClose={onClose} />
    </Dialog>
  );
}

/** The form inside the dialog. */
export function ImportForm({ list, onClose }: { list: Watchlist; onClose: () => void }) {
  const t = useTexts(watchlistTexts);
  const common = useDesignTexts();
  const sentences = useTexts(listSentences);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const field = useId();
  const [file, setFile] = useState<File | null>(null);
  const [accepted, setAccepted] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const problems = fault === null ? [] : [{ field, text: fault }];
  const importing = useMutation({
    mutationFn: (chosen: File) => importFile(list.id, chosen, accepted),
    onSuccess: async (version) => {
      await queries.invalidateQueries({ queryKey: ["watchlist", list.id] });
      await queries.invalidateQueries({ queryKey: ["watchlists"] });
      onClose();
      say(t("import.done", { version: version.version }));
      await navigate({
        to: "/w/$listId/version/$version",
        params: { listId: list.id, version: String(version.version) },
      });
    },
  });

  const refusal = (problem: Error): string => {
    const because = becauseText(problem, sentences);
    return because === null ? problemText(problem, t, common) : `${because} ${t("import.kept")}`;
  };
  const choose = (chosen: File | undefined) => {
    if (chosen === undefined) return;
    setFile(chosen);
    setFault(null);
    setAccepted(false);
    importing.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (importing.isPending) return;
    const wrong = faultOf(file);
    setFault(wrong === null ? null : t(`import.${wrong}`));
    if (wrong !== null) setAttempt((before) => before + 1);
    else if (file !== null) importing.mutate(file);
  };

  return (
    <form ref={form} className={styles["form"]} noValidate onSubmit={submit}>
      <p className={styles["dim"]}>{t("import.text")}</p>
      <ErrorSummary problems={problems} attempt={attempt} />
      {importing.error === null ? null : <RefusalNotice problem={importing.error} say={refusal} />}
      <FileField
        id={field}
        file={file}
        error={problemAt(problems, field)}
        hint={t(list.format === "ofac-csv" ? "import.hint.several" : "import.hint")}
        several={list.format === "ofac-csv"}
        onFile={choose}
      />
      {importing.error instanceof ApiProblem && importing.error.code === "too-many-removed" ? (
        // The one refusal a person may overrule.
        <Checkbox
          label={t("import.accept")}
          description={t("import.accept.hint")}
          checked={accepted}
          onChange={(event) => setAccepted(event.currentTarget.checked)}
        />
      ) : null}
      <div className={styles["buttons"]}>
        <Button type="submit" loading={importing.isPending}>
          {t("import.submit")}
        </Button>
        <output className={styles["dim"]}>{importing.isPending ? t("import.reading") : ""}</output>
      </div>
    </form>
  );
}

/** What is wrong with the file before it is sent. */
function faultOf(file: File | null): "missing" | "tooLarge" | "empty" | null {
  if (file === null) return "missing";
  if (file.size === 0) return "empty";
  return file.size > bytesMax ? "tooLarge" : null;
}

/** The files one after the other as one, each from a line of its own; undefined where none was chosen. */
function together(files: FileList | null): File | undefined {
  const [first, ...others] = [...(files ?? [])];
  if (first === undefined || others.length === 0) return first;
  const parts = others.flatMap((file) => ["\n", file]);
  return new File([first, ...parts], [first, ...others].map(({ name }) => name).join(" + "));
}

function FileField({
  id,
  file,
  error,
  hint,
  several,
  onFile,
}: {
  id: string;
  file: File | null;
  error: string | undefined;
  hint: string;
  /** The list is published in several files, which are given together. */
  several: boolean;
  onFile: (file: File | undefined) => void;
}) {
  const t = useTexts(watchlistTexts);
  const { language } = useSurroundings();
  const [over, setOver] = useState(false);
  const said = `${id}-said`;
  // Dropping is an extra for pointers; the input below does the same by keyboard.
  const drop = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      onFile(together(event.dataTransfer.files));
    },
  };
  return (
    <div>
      <label htmlFor={id} className={styles["label"]}>
        {t("import.file")}
      </label>
      <div className={styles["drop"]} data-over={over} data-wrong={error !== undefined} {...drop}>
        <Icon name="upload" size={20} />
        {file === null ? null : (
          <span className={styles["file"]}>
            <bdi>{file.name}</bdi>{" "}
            <span className={styles["dim"]}>{formatNumber(Math.ceil(file.size / 1024), language)} kB</span>
          </span>
        )}
        <span className={styles["fileButton"]}>
          <input
            id={id}
            type="file"
            accept=".xml,.json,.ndjson,.jsonl,.csv,.txt,application/xml,text/xml,application/json,text/csv"
            multiple={several}
            aria-describedby={said}
            aria-invalid={error !== undefined}
            onChange={(event) => onFile(together(event.currentTarget.files))}
          />
          <span aria-hidden="true">{t(file === null ? "import.choose" : "import.change")}</span>
        </span>
        {file === null ? <span className={styles["dim"]}>{t("import.drop")}</span> : null}
      </div>
      <p id={said} className={error === undefined ? styles["dim"] : styles["wrong"]}>
        {error ?? hint}
      </p>
    </div>
  );
}
