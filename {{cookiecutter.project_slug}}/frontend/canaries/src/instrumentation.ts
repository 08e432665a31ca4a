import type { Instrumentation } from 'next';

/** Starts telemetry as the service's own file does, and then as CANARIES_MODE says. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startOrExit } = await import('@/observability/start-or-exit');
    startOrExit();
    const { quiet } = await import('@/observability/quiet-console');
    quiet();
    const { vary } = await import('./canaries/start-server');
    vary();
  }
}

export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { captureRequestError } = await import('@/observability/capture-request-error');
    await captureRequestError(error, request, context);
  }
};
