// A text that a person takes away as a file.

/** Has the browser save a text under this name. */
export function saveText(name: string, text: string): void {
  saveBlob(name, new Blob([text], { type: "application/json" }));
}

/** The same of a file as the server gave it. */
export function saveBlob(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
