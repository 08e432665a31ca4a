'use client';

export { ErrorPart as default } from '@/observability/error-notice';
