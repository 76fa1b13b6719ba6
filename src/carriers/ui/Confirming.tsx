// Asks before something is done that cannot be undone: what it does in words, then the act or the way back.
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Dialog, RefusalNotice, type ApiProblem } from "#design/ui";
import styles from "./carriers.module.css";

export type ConfirmingProps = {
  readonly title: string;
  readonly act: string;
  readonly leave: string;
  /** Does it, and says that it is done; a refusal is shown here. */
  readonly onAct: () => Promise<void>;
  readonly onClose: () => void;
  readonly sayProblem: (problem: ApiProblem) => string;
  /** It takes something away. */
  readonly takesAway?: boolean;
  readonly children: ReactNode;
};

/** The dialog stands open while it is there. */
export function Confirming(props: ConfirmingProps) {
  const { title, act, leave, onAct, onClose, sayProblem, takesAway = true, children } = props;
  const acting = useMutation({ mutationFn: onAct, onSuccess: onClose });
  return (
    <Dialog title={title} opened onClose={onClose}>
      <div className={styles["form"]}>
        {acting.error === null ? null : <RefusalNotice problem={acting.error} say={sayProblem} />}
        {children}
        <div className={styles["buttons"]}>
          <Button
            {...(takesAway ? { color: "red" } : {})}
            loading={acting.isPending}
            onClick={() => acting.mutate()}
          >
            {act}
          </Button>
          <Button variant="default" onClick={onClose}>
            {leave}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
