// Choices in a dialog by keyboard: the digits that are shown choose, and Ctrl+Enter sends the form from anywhere in it.
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useRef, useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { Choices } from "./choices.tsx";
import { Dialog } from "./dialog.tsx";
import { useSubmitKeys } from "./form.tsx";
import { SurroundingsProvider } from "./surroundings.tsx";

const offered = [
  { value: "normal", label: "Normal", hint: "board" },
  { value: "severe", label: "Severe", hint: "check the documents" },
] as const;

function Asked({ onSent }: { onSent: (chosen: string | null) => void }) {
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [chosen, setChosen] = useState<"normal" | "severe" | null>(null);
  return (
    <Dialog title="Level" opened onClose={() => setChosen(null)}>
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          onSent(chosen);
        }}
      >
        <Choices id="level" legend="Level" offered={offered} chosen={chosen} onChoose={setChosen} />
        <textarea aria-label="Reason" />
      </form>
    </Dialog>
  );
}

const surroundings = { language: "en" as const, zone: "UTC", rowHeight: 38, may: new Set<string>(), me: "" };

function show(onSent: (chosen: string | null) => void): void {
  render(
    <MantineProvider env="test">
      <SurroundingsProvider value={surroundings}>
        <Asked onSent={onSent} />
      </SurroundingsProvider>
    </MantineProvider>,
  );
}

afterEach(cleanup);

test("a digit chooses from anywhere in the dialog, but not while something is typed", () => {
  show(() => undefined);
  const severe = screen.getByRole("button", { name: /Severe/ });
  fireEvent.keyDown(screen.getByRole("textbox"), { code: "Digit2", key: "2" });
  expect(severe.getAttribute("aria-pressed")).toBe("false");
  fireEvent.keyDown(screen.getByRole("button", { name: "Close" }), { code: "Digit2", key: "2" });
  expect(severe.getAttribute("aria-pressed")).toBe("true");
  // A digit without a choice changes nothing.
  fireEvent.keyDown(severe, { code: "Digit9", key: "9" });
  expect(severe.getAttribute("aria-pressed")).toBe("true");
});

test("Ctrl+Enter sends the form of a dialog wherever the focus is in it", () => {
  const onSent = vi.fn<(chosen: string | null) => void>();
  show(onSent);
  const close = screen.getByRole("button", { name: "Close" });
  fireEvent.keyDown(close, { code: "Digit1", key: "1" });
  fireEvent.keyDown(close, { key: "Enter", ctrlKey: true });
  expect(onSent).toHaveBeenCalledExactlyOnceWith("normal");
});
