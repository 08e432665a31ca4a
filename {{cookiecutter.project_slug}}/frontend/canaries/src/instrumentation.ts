import type { Instrumentation } from 'next';

/** Starts telemetry as the service's own file does, or as CANARIES_MODE says. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startInMode } = await import('./canaries/start-server');
    startInMode();
  }
}

export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { captureRequestError } = await import('@/observability/capture-request-error');
    await captureRequestError(error, request, context);
  }
};
