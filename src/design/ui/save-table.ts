// A table that a person takes away as a file.

/** Has the browser save rows as CSV (UTF-8 with a mark, as spreadsheets want it); what would begin a formula does not. */
export function saveTable(name: string, rows: readonly (readonly (string | number)[])[]): void {
  const cell = (value: string | number): string =>
    `"${String(value)
      .replace(/^[=+\-@]/, "'$&")
      .replaceAll('"', '""')}"`;
  const lines = rows.map((row) => row.map(cell).join(","));
  const address = URL.createObjectURL(new Blob([`\uFEFF${lines.join("\r\n")}\r\n`], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
