import type { Instrumentation } from 'next';

/** Starts telemetry before the server answers its first request; a wrong setting ends the start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startOrExit } = await import('./observability/start-or-exit');
    startOrExit();
  }
}

export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { captureRequestError } = await import('./observability/capture-request-error');
    await captureRequestError(error, request, context);
  }
};
