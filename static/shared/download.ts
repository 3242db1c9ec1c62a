/** Hands the browser a file to save. */
export function download(fileName: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has its own handle on the data once the click is handled.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
