// Who is signed in, what this installation is, signing in and out.
import { queryOptions, type QueryClient } from "@tanstack/react-query";
import type { Installation, Session, SignIn } from "../contract.ts";
import { ApiProblem, get, request, type Language } from "#design/ui";

/** The session; null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await get<Session>("/api/session", { signal });
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** The unit's name and zone, and whether this is the demonstration. */
export const installationQuery = queryOptions({
  queryKey: ["installation"],
  queryFn: ({ signal }) => get<Installation>("/api/installation", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Signs in; the token comes as a cookie that scripts cannot read. */
export function signIn(given: SignIn): Promise<Session> {
  return request<Session>("POST", "/api/session", { body: given });
}

/**
 * Takes note that another person is signed in now, or nobody: whatever was loaded for the one before is forgotten.
 */
export function changeSession(queries: QueryClient, session: Session | null): void {
  const lasting: readonly unknown[] = ["session", "installation", "country-names"];
  queries.removeQueries({ predicate: (query) => !lasting.includes(query.queryKey[0]) });
  queries.setQueryData(sessionQuery.queryKey, session);
}

/** Ends the session on the server. */
export function signOut(): Promise<void> {
  return request("DELETE", "/api/session");
}

/** Chooses another password; the person's other sessions end. */
export function changePassword(given: { readonly current?: string; readonly next: string }): Promise<void> {
  return request("PUT", "/api/session/password", { body: given });
}

/** Keeps the chosen language with the person. */
export function keepLocale(locale: Language): Promise<void> {
  return request("PUT", "/api/session/locale", { body: { locale } });
}
