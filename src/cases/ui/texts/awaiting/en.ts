// English texts of hits that await INTERPOL's bureau.
export const en = {
  title: "INTERPOL's bureau",
  "state.AWAIT_NCB": "Hit on the travel document: the bureau has not confirmed it (AWAIT_NCB)",
  "state.CONFIRMED": "Hit on the travel document: confirmed by the bureau",
  "state.NOT_CONFIRMED": "Hit on the travel document: not confirmed by the bureau",
  waits:
    "Until the bureau has confirmed it with the State that issued the document, nothing adverse is decided of this person.",
  due: "Answer due:",
  "safety.called": "Not waited for: somebody's safety was at stake.",
  safety: "Do not wait: safety is at stake",
  "safety.reason": "Whose safety, and how (20 characters at least)",
  "refused.await-ncb": "The bureau has not confirmed the hit on this person's document yet.",
};
