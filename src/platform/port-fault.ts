// Why a port that a setting names cannot be opened, in one sentence for whoever runs the server.

/** `off`: what closes the port instead, such as "off". null: the port is not the reason, or it is none of the operator's. */
export function portFault(
  error: unknown,
  { setting, port, off }: { readonly setting: string; readonly port: number; readonly off: string },
): string | null {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return `${setting} ${port} is taken: set another, or ${off}`;
  if (code === "EACCES")
    return `${setting} ${port} may not be opened by this user: set one above 1023, or ${off}`;
  return null;
}
