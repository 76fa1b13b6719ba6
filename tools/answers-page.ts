// Writes docs/reference/answers.md: every code and text that an answer to a carrier can hold.
import { AUTHORITIES, DEFAULT_OUTBOUND, NOTICES, RESUBMIT_TEXT } from "../src/messages/cusres/directives.ts";
import { inhibitingError } from "../src/carriers/agreement.ts";
import { answerErrors } from "../src/messages/cusres/errors.ts";

/** Returns the page, for the carriers' programmers and the agents' handbook. */
export function answersPage(): string {
  const directives = Object.entries(DEFAULT_OUTBOUND).flatMap(
    ([directive, { code, authority = {}, text }]) => [
      `| \`${code}\` | ${directive} | ${cell(text ?? "")} |`,
      ...AUTHORITIES.flatMap((each) =>
        authority[each] === undefined
          ? []
          : [`| \`${authority[each]}\` | ${directive}, authorisation ${each} | ${cell(text ?? "")} |`],
      ),
    ],
  );
  const errors = Object.values(answerErrors)
    .filter(({ code }) => inhibitingError({ any: code }, {}) === undefined)
    .map(
      ({ code, level, text, textAz, action, retryable }) =>
        `| \`${code}\` | ${level} | ${text} | ${textAz} | ${action} | ${retryable ? "yes" : "no"} |`,
    );
  return `# Codes of answers

What a CUSRES of the unit says: for each traveller (ERP 2) one ERC with a text in FTX AAP, or numbers that say what is wrong with the
data. Codes agreed with a carrier stand in place of these; texts are the same for everyone and never say why. This page is
written by \`npm run reference\` from \`src/messages/cusres\`; a test compares the two.

## Directives

| ERC | Directive | Text |
|---|---|---|
${directives.join("\n")}

\`{telephone}\` is the duty telephone of the unit; without one the text ends before it. Where the directive is OK these texts stand in place
of its own:

| Text | When |
|---|---|
| ${NOTICES.limited} | screening is away; the travellers are screened afterwards |
| ${NOTICES["limited-documents"]} | screening is away, and the level of threat asks for a look at the documents |
| ${NOTICES.cancelled} | a cancellation (745+XR, 745+RP) was noted |

"Do not board" is only ever the decision of two officers about one traveller.

## Errors

Numbers stand at ERP 1 for the whole message, at ERP 2 for a traveller, there in place of a directive: the traveller is to be sent again.
Without an agreement that is so for who has no surname or no date of birth (\`PX07\`, \`PX09\`), lacks what the agreement requires (\`IN08\`), or
is named by no reference (\`PX18\`): \`13\`, the last \`14\`. An agreement names more findings and the numbers the carrier's system knows for
them, and may have a code for "send again" (RESUBMIT) put before them, with the text ${RESUBMIT_TEXT}. Findings told are those that
count as errors; a number that hosts could read as a directive cannot be agreed. What officers have decided about the traveller is
answered in place of all this.

\`1\`, which public lists have for an invalid surname, is not among them: hosts read it as "do not board", as they do everything that begins with 1
and a letter. That exists only as the released decision of two officers; a setting by which a finding would be told so is refused.

| ERC | For | Text | Mətn | What to do | Send again |
|---|---|---|---|---|---|
${errors.join("\n")}

A message that was not taken is answered with the numbers that fit, \`118\` where none does; its receipt says more. A message that does not say
the day of its flight is kept and answered \`102\`: what officers decide, they decide for a flight of a day.
`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
