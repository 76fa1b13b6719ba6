// Waits for acts that need a new proof of who one is, and has it asked for; the dialog is fetched when it is first needed.
import { Suspense, useEffect, useState } from "react";
import { onStepUpNeeded } from "#design/ui";
import { StepUpDialog } from "./lazy.ts";

type Question = { readonly accepts: readonly string[]; readonly answer: (proved: boolean) => void };

/** Stands once around the pages of who is signed in. Acts that need a proof at the same time share one. */
export function Proving() {
  const [question, setQuestion] = useState<Question | null>(null);
  useEffect(() => {
    let asked: Promise<boolean> | undefined;
    return onStepUpNeeded((accepts) => {
      asked ??= new Promise<boolean>((answer) => setQuestion({ accepts, answer })).finally(() => {
        asked = undefined;
        setQuestion(null);
      });
      return asked;
    });
  }, []);
  if (question === null) return null;
  return (
    <Suspense>
      <StepUpDialog accepts={question.accepts} onDone={question.answer} />
    </Suspense>
  );
}
