/**
 * Whether the page's error was already captured on the server.
 *
 * When rendering on the server fails, Next sends a document with this id, and the browser renders
 * again: a client component then fails a second time, without a digest. React removes the id when it
 * takes over, so it is read before that. It speaks of one error only, and of none that comes after
 * somebody has done something or gone elsewhere.
 *
 * What fails within a Suspense boundary leaves a template with the error's digest in a page that is
 * else a good one, and the browser renders that part again. If that succeeds, React reports the
 * server's error, with its digest; if it fails a second time, the template is gone without a word.
 */
const ERROR_DOCUMENT_ID = '__next_error__';
const FAILED_PART = 'template[data-dgst]';
const ACTIONS = ['pointerdown', 'keydown'] as const;
/** What Next makes of an error on the server, with or without its own error code; or a pinned event id. */
const DIGEST = /^(?:[0-9]{1,20}(?:@E[0-9]{1,6})?|[0-9a-f]{32})$/;

let failedOnServer = false;
let serverTrace: string | undefined;
let twin: object | undefined;
let failedParts: HTMLElement[] = [];

/** Reads the mark; to be called before React takes over. */
export function readServerErrorMark(page: Document): void {
  failedOnServer = page.documentElement.id === ERROR_DOCUMENT_ID;
  const trace = page.querySelector<HTMLMetaElement>('meta[name="sentry-trace"]');
  serverTrace = failedOnServer ? trace?.content : undefined;
  for (const action of ACTIONS) {
    page.addEventListener(action, forgetTwin, { once: true, capture: true });
  }
  watchFailedParts(page);
}

/** Looks for them until the page has come whole. */
function watchFailedParts(page: Document): void {
  const look = () => {
    const found = page.querySelectorAll<HTMLElement>(FAILED_PART);
    failedParts = [...new Set([...failedParts, ...found])];
  };
  failedParts = [];
  look();
  const observer = new MutationObserver(look);
  const where = { attributeFilter: ['data-dgst'], childList: true, subtree: true };
  if (page.readyState === 'loading') {
    observer.observe(page, where);
    page.addEventListener('DOMContentLoaded', () => {
      look();
      observer.disconnect();
    });
  }
  page.defaultView?.addEventListener('error', ({ error }) => {
    takeFailedPart(({ dataset }) => isFromServer(error) && dataset.dgst === error.digest);
  });
}

/** Whether there was such a part; each is taken once. */
function takeFailedPart(isIt: (part: HTMLElement) => boolean): boolean {
  const found = failedParts.find(
    (part) => isFromServer({ digest: part.dataset.dgst }) && isIt(part),
  );
  failedParts = failedParts.filter((part) => part !== found);
  return found !== undefined;
}

function forgetTwin(): void {
  failedOnServer = false;
}

/** A navigation brings a page of its own. */
export function clearServerErrorMark(): void {
  forgetTwin();
  twin = undefined;
  failedParts = [];
  serverTrace = undefined;
}

/** The `sentry-trace` of a page that failed on the server, which React has taken away since. */
export function traceOfServerError(): string | undefined {
  return serverTrace;
}

/** Whether Next made the error in the browser out of one on the server, which has captured it. */
export function isFromServer(error: unknown): boolean {
  const digest = (error as { digest?: unknown } | null | undefined)?.digest;
  return typeof digest === 'string' && DIGEST.test(digest);
}

/** Whether the browser should capture an error that reached an error page. */
export function isBrowsersOwn(error: { digest?: string }): boolean {
  if (isFromServer(error)) {
    return false;
  }
  if (error !== twin && (failedOnServer || takeFailedPart((part) => !part.isConnected))) {
    forgetTwin();
    twin = error;
    // What else this error page took along has no twin of its own; others of the same commit come first.
    queueMicrotask(() => {
      failedParts = failedParts.filter((part) => part.isConnected);
    });
  }
  return error !== twin;
}
