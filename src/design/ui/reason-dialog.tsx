// A dialog that asks for a reason before an act: sends it, closes, loads what changed and says that it is done.
import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useDesignTexts } from "./surroundings.tsx";
import { Dialog } from "./dialog.tsx";
import { TextForm } from "./form.tsx";
import { problemText } from "./problem-text.ts";
import type { Translate } from "./texts.ts";
import { say } from "./toast.ts";

export type ReasonDialogProps = {
  /** What is about to be done; null: the dialog is closed. */
  readonly title: string | null;
  readonly submit: string;
  readonly label: string;
  readonly hint?: string;
  readonly lacking: string;
  readonly done: string;
  readonly maxLength?: number;
  readonly danger?: boolean;
  /** The texts in which a refusal of the server is said. */
  readonly texts: Pick<Translate<string>, "code">;
  /** What is loaded anew when it is done. */
  readonly changes: QueryKey;
  readonly act: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
};

export function ReasonDialog(props: ReasonDialogProps) {
  const { title, submit, label, hint, lacking, done, maxLength = 4000, danger = false } = props;
  const common = useDesignTexts();
  const queries = useQueryClient();
  return (
    <Dialog title={title ?? ""} opened={title !== null} onClose={props.onClose}>
      {title === null ? null : (
        <TextForm
          label={label}
          {...(hint === undefined ? {} : { hint })}
          submit={submit}
          lacking={lacking}
          maxLength={maxLength}
          danger={danger}
          say={(problem) => problemText(problem, props.texts, common)}
          onSubmit={async (reason) => {
            await props.act(reason);
            props.onClose();
            await queries.invalidateQueries({ queryKey: props.changes });
            say(done);
          }}
        />
      )}
    </Dialog>
  );
}
