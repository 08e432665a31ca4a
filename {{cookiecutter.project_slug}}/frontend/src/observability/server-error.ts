/**
 * Whether the page's error was already captured on the server.
 *
 * When rendering on the server fails, Next sends a document with this id, and the browser renders
 * again: a client component then fails a second time, without a digest. React removes the id when it
 * takes over, so it is read before that, and holds until the next navigation.
 */
const ERROR_DOCUMENT_ID = '__next_error__';

let failedOnServer = false;
let serverTrace: string | undefined;

/** Reads the mark; to be called before React takes over. */
export function readServerErrorMark(page: Document): void {
  failedOnServer = page.documentElement.id === ERROR_DOCUMENT_ID;
  const trace = page.querySelector<HTMLMetaElement>('meta[name="sentry-trace"]');
  serverTrace = failedOnServer ? trace?.content : undefined;
}

/** A navigation brings a page of its own. */
export function clearServerErrorMark(): void {
  failedOnServer = false;
  serverTrace = undefined;
}

/** The `sentry-trace` of a page that failed on the server, which React has taken away since. */
export function traceOfServerError(): string | undefined {
  return serverTrace;
}

/** Whether the browser should capture an error that reached an error page. */
export function isBrowsersOwn(error: { digest?: string }): boolean {
  // An error with a digest came from the server, which has captured it.
  return error.digest === undefined && !failedOnServer;
}
