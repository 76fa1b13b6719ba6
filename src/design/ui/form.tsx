// Forms: what is wrong is said once above, with links to the fields, and at each field in the same words; nothing typed is lost.
import { Button, Textarea } from "@mantine/core";
import {
  useEffect,
  useLayoutEffect,
  useId,
  useRef,
  useState,
  type FormEvent,
  type ReactNode,
  type RefObject,
} from "react";
import { ApiProblem } from "./api-client.ts";
import styles from "./form.module.css";
import { useDesignTexts } from "./surroundings.tsx";

/** What is wrong with one field and how to mend it; `field` is the id of its input, empty for the form as a whole. */
export type FieldProblem = { readonly field: string; readonly text: string };

/**
 * The summary above a form. It takes the focus with each failed attempt (`attempt` grows), and the window's title says
 * that there is an error.
 */
export function ErrorSummary({ problems, attempt }: { problems: readonly FieldProblem[]; attempt: number }) {
  const t = useDesignTexts();
  const place = useRef<HTMLDivElement>(null);
  const wrong = problems.length > 0;
  useEffect(() => {
    if (attempt > 0) place.current?.focus();
  }, [attempt]);
  useErrorTitle(wrong);
  if (!wrong) return null;
  return (
    <div ref={place} className={styles["summary"]} role="alert" tabIndex={-1}>
      <strong>{t("form.problem")}</strong>
      <ul>
        {problems.map(({ field, text }) => (
          <li key={`${field} ${text}`}>
            {field === "" ? (
              text
            ) : (
              <a
                href={`#${field}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(field)?.focus();
                }}
              >
                {text}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function useErrorTitle(wrong: boolean): void {
  const t = useDesignTexts();
  useEffect(() => {
    if (!wrong) return;
    const before = document.title;
    document.title = `${t("form.title")}: ${before}`;
    return () => {
      document.title = before;
    };
  }, [wrong, t]);
}

/** The problem of one field, for the `error` of its input. */
export function problemAt(problems: readonly FieldProblem[], field: string): string | undefined {
  return problems.find((problem) => problem.field === field)?.text;
}

/**
 * Why something was not done, above the form that asked for it: a conflict with what another did, a refusal with its
 * policy, no answer, or what the server said. `say` gives the words for codes a screen knows.
 */
export function RefusalNotice({
  problem,
  say,
  onReload,
}: {
  problem: Error;
  say?: ((problem: ApiProblem) => string) | undefined;
  /** Loads the present state, offered after a conflict. */
  onReload?: (() => void) | undefined;
}) {
  const t = useDesignTexts();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [problem]);
  const told = problem instanceof ApiProblem ? problem : undefined;
  const text =
    told === undefined
      ? problem.message
      : told.status === 0
        ? t("state.error.unreachable")
        : (say?.(told) ?? told.message);
  const conflict = told?.status === 409 && onReload !== undefined;
  return (
    <div ref={place} className={styles["summary"]} role="alert" tabIndex={-1}>
      <strong>
        {t(conflict ? "state.conflict.title" : told?.status === 403 ? "form.denied" : "form.failed")}
      </strong>
      <p>{text}</p>
      {told === undefined || told.policies.length === 0 ? null : (
        <p>
          {t("state.denied.text")} <code>{told.policies.join(", ")}</code>
        </p>
      )}
      {told?.reference === undefined || told.status < 500 ? null : (
        <p>
          {t("state.error.reference")}: <code>{told.reference}</code>
        </p>
      )}
      {conflict ? (
        <p className={styles["again"]}>
          <Button size="xs" variant="default" onClick={onReload}>
            {t("state.conflict.load")}
          </Button>
          <span>{t("form.kept")}</span>
        </p>
      ) : null}
    </div>
  );
}

/** Ctrl+Enter (Cmd+Enter) sends a form from any of its fields, and from anywhere in the dialog that it fills. */
export function useSubmitKeys(form: RefObject<HTMLFormElement | null>): void {
  useLayoutEffect(() => {
    const element = form.current;
    if (element === null) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      element.requestSubmit();
    };
    const scope = element.closest<HTMLElement>('[role="dialog"]') ?? element;
    scope.addEventListener("keydown", onKey);
    return () => scope.removeEventListener("keydown", onKey);
  }, [form]);
}

export type TextFormProps = {
  readonly label: string;
  readonly hint?: string;
  readonly submit: string;
  /** What to write, said when it is missing or too short. */
  readonly lacking: string;
  readonly maxLength: number;
  readonly rows?: number;
  readonly danger?: boolean;
  /** Sends the text; what it throws is shown and the text stays. */
  readonly onSubmit: (text: string) => Promise<unknown>;
  readonly say?: (problem: ApiProblem) => string;
  readonly onReload?: () => void;
  /** Beside the button: a way back. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
};

const minLength = 3;

/** A form of one text: a reason, a note. Empty again once it was sent. */
export function TextForm(props: TextFormProps) {
  const {
    label,
    hint,
    submit,
    lacking,
    maxLength,
    rows = 3,
    danger = false,
    onSubmit,
    say,
    onReload,
  } = props;
  const t = useDesignTexts();
  const field = useId();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [text, setText] = useState("");
  const [attempt, setAttempt] = useState(0);
  const [short, setShort] = useState(false);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const problems = short ? [{ field, text: lacking }] : [];

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (sending) return;
    const isShort = text.trim().length < minLength;
    setShort(isShort);
    setProblem(null);
    if (isShort) {
      setAttempt((before) => before + 1);
      return;
    }
    setSending(true);
    try {
      await onSubmit(text.trim());
      setText("");
    } catch (error) {
      setProblem(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setSending(false);
    }
  };

  return (
    <form ref={form} className={styles["form"]} noValidate onSubmit={(event) => void send(event)}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {problem === null ? null : <RefusalNotice problem={problem} say={say} onReload={onReload} />}
      {props.children}
      <Textarea
        id={field}
        label={label}
        {...(hint === undefined ? {} : { description: hint })}
        required
        withAsterisk={false}
        rows={rows}
        maxLength={maxLength}
        value={text}
        error={problemAt(problems, field)}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={styles["buttons"]}>
        <Button type="submit" size="sm" loading={sending} {...(danger ? { color: "red" } : {})}>
          {submit}
        </Button>
        {props.aside}
        <span className={styles["keys"]}>
          <kbd>Ctrl</kbd> <kbd>↵</kbd> <span className="spoken">{t("keys.submit")}</span>
        </span>
      </div>
    </form>
  );
}
