// Head and foot of printed pages: whatever a carrier is called, it stays text.
import { expect, test } from "vitest";
import { pageCount, pageFrame, pageNumber } from "./page-frame.ts";

const frame = { head: "", foot: "", page: "", isRtl: false };

test("signs that would end the text are written as their numbers", () => {
  const css = pageFrame({ ...frame, head: '"} body { display: none } </style>\\' });
  expect(css).toContain('content: "\\22 \\7d  body \\7b  display: none \\7d  \\3c \\2f style\\3e \\5c "');
  expect(css).not.toContain("</style>");
});

test("the page and how many there are are counted by who prints; right to left the sides change", () => {
  const css = pageFrame({ ...frame, page: `səhifə ${pageNumber} / ${pageCount}`, isRtl: true });
  expect(css).toContain('@bottom-left { content: "səhifə " counter(page) " \\2f  " counter(pages);');
  expect(css).toContain("@top-right");
});
