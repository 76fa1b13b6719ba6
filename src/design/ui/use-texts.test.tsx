// Texts in a language that is still being fetched: shown once they are there, whatever hooks come after them.
import { startTransition, Suspense, useMemo } from "react";
import { createRoot } from "react-dom/client";
import { expect, test } from "vitest";
import { SurroundingsProvider, useTexts } from "./surroundings.tsx";
import { defineTexts } from "./texts.ts";

const english = { greeting: "Hello" } as const;
const texts = defineTexts("use-texts-test", {
  en: english,
  az: () => Promise.resolve({ greeting: "Salam" }),
  fr: () => Promise.resolve({ greeting: "« Bonjour » : ça va ?" }),
  ru: () => Promise.reject(new Error("not fetched")),
  ar: () => Promise.resolve({ greeting: "مرحبًا" }),
});

function Greeting() {
  const t = useTexts(texts);
  return useMemo(() => t("greeting"), [t]);
}

test.each([
  ["az", "Salam"],
  // Its signs never begin a line.
  ["fr", "«\u00a0Bonjour\u00a0»\u00a0: ça va\u00a0?"],
  // Could not be fetched.
  ["ru", "Hello"],
  ["en", "Hello"],
] as const)("in %s it is %s, without a fault on the way", async (language, greeting) => {
  const told: unknown[] = [];
  const surroundings = { language, zone: "UTC", rowHeight: 32, may: new Set<string>(), me: null };
  const place = document.createElement("div");
  const note = (problem: unknown): void => void told.push(problem);
  // As the program draws: not in the testing library's own steps, in which a drawing is never taken up again.
  const root = createRoot(place, { onRecoverableError: note, onCaughtError: note, onUncaughtError: note });
  startTransition(() =>
    root.render(
      <SurroundingsProvider value={surroundings}>
        <Suspense fallback="waiting">
          <Greeting />
        </Suspense>
      </SurroundingsProvider>,
    ),
  );
  await expect.poll(() => place.textContent).toBe(greeting);
  expect(told).toEqual([]);
  root.unmount();
});
