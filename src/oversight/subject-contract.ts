// The question for one person's history on the wire.
import { Type, type Static } from "typebox";
import { closed, Nullable } from "#vocabulary";

/** POST /api/ledger/subject: who the person is, in the body, as an address would keep it. The answer: PersonActs of #rights. */
export const SubjectQuestion = closed({
  surname: Type.String({ minLength: 1, maxLength: 120 }),
  given: Nullable(Type.String({ maxLength: 120 })),
  birthDate: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" }),
  document: Nullable(
    closed({
      number: Type.String({ minLength: 4, maxLength: 40 }),
      issuer: Type.String({ maxLength: 3 }),
    }),
  ),
});
export type SubjectQuestion = Static<typeof SubjectQuestion>;
