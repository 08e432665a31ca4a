'use client';

// Below the header, which stays.
export { ErrorNotice as default } from '@/observability/error-notice';
