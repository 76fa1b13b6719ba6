// What is not told of somebody missing, a victim, a witness or a contact, whoever drafts it.
import { adverseWording, personProtected } from "#cases";
import { refuse, type Refusal, type Transaction } from "#platform";
import { accusingCategories, protectiveMeasures, type Measure, type PersonCategory } from "./code-lists.ts";
import { reviewById } from "./request-store.ts";

/** Of somebody missing, a victim, a witness or a contact nothing adverse is told, in measure, category or words (LED-6). */
export async function adverseFaults(
  tx: Transaction,
  choice: { readonly category: PersonCategory; readonly measure: Measure },
  made: {
    readonly person: { readonly date: string; readonly id: string; readonly person: string };
    readonly reviewId: string;
  },
): Promise<null | Refusal> {
  if (!(await personProtected(tx, made.person))) return null;
  if (accusingCategories.includes(choice.category) || !protectiveMeasures.includes(choice.measure)) {
    return refuse(
      "category-protects",
      "The lists have this person as missing, a victim, a witness or a contact: only protection or contact is asked, and nothing told as of a suspect.",
      422,
      {
        fields: [
          {
            field: accusingCategories.includes(choice.category) ? "category" : "measure",
            text: "protection",
          },
        ],
      },
    );
  }
  const review = await reviewById(tx, made.reviewId);
  if (review === null || !(await adverseWording(tx, review.statement))) return null;
  return refuse(
    "adverse-wording",
    "These words make somebody out to be a suspect or ask for coercion. Write what the person needs, and leave everything else out.",
    422,
    { fields: [{ field: "statement", text: "no words of suspicion or coercion" }] },
  );
}
