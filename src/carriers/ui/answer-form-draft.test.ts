// How answers are written, as it is typed.
import { expect, test } from "vitest";
import { answerFormIn, typedAnswerForm } from "./answer-form-draft.ts";

const nothing = typedAnswerForm();

test("what is left empty is no part of it, 0 says none", () => {
  expect(answerFormIn(nothing)).toEqual({ form: {}, wrong: [] });
  const none = { serviceString: "0", applicationReference: "0", associationCode: "0", lineWidth: "0" };
  const form = {
    serviceString: null,
    applicationReference: null,
    associationCode: null,
    lineWidth: null,
  };
  expect(answerFormIn(none)).toEqual({ form, wrong: [] });
  expect(typedAnswerForm(form)).toEqual(none);
});

test("what is agreed comes back as it was typed", () => {
  const typed = {
    serviceString: ":+.? '",
    applicationReference: "IAPI",
    associationCode: "IATA",
    lineWidth: "69",
  };
  expect(answerFormIn(typed)).toEqual({ form: { ...typed, lineWidth: 69 }, wrong: [] });
  expect(typedAnswerForm(answerFormIn(typed).form)).toEqual(typed);
  expect(answerFormIn({ ...nothing, associationCode: "wco" }).form).toEqual({ associationCode: "WCO" });
});

test.each([":+.? '", "UNA:+.? '", ":+,?*'", ':+.? "', ":*.? #", "(:.)*-", ":-.  '"])(
  "UNA %s",
  (serviceString) => {
    expect(answerFormIn({ ...nothing, serviceString })).toEqual({
      form: { serviceString: serviceString.replace("UNA", "") },
      wrong: [],
    });
  },
);

test.each([":+.?'", ":+.? '+", "::.? '", ":+.+ '", ":+.??'", "A+.? '", ":+.? +", ":+.?é'", ":+;? '", "UNA"])(
  "UNA %s cannot be used",
  (serviceString) => {
    expect(answerFormIn({ ...nothing, serviceString }).wrong).toEqual(["serviceString"]);
  },
);

test("what is too long, too short or no number is told", () => {
  const wrong = { applicationReference: "FIFTEENLETTERSX", associationCode: "IATA-1", lineWidth: "39" };
  expect(answerFormIn({ ...nothing, ...wrong }).wrong).toEqual(Object.keys(wrong));
  for (const lineWidth of ["2001", "x", "-63"])
    expect(answerFormIn({ ...nothing, lineWidth }).wrong).toEqual(["lineWidth"]);
});
