'use client';

// Below the panel, so that its event ids stay in view.
export { ErrorPart as default } from '@/observability/error-notice';
