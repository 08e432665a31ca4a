/** What Next throws to leave a function: redirect(), notFound(), rendering that stops on purpose. */
const CONTROL_FLOW =
  /^(?:NEXT_REDIRECT|NEXT_HTTP_ERROR_FALLBACK|NEXT_NOT_FOUND|BAILOUT_TO_CLIENT_SIDE_RENDERING|DYNAMIC_SERVER_USAGE)(?:;|$)/;

/** Whether nothing has failed: Next alone makes such digests, so it is so on both sides. */
export function isControlFlow(error: unknown): boolean {
  const digest = (error as { digest?: unknown } | null | undefined)?.digest;
  return typeof digest === 'string' && CONTROL_FLOW.test(digest);
}
