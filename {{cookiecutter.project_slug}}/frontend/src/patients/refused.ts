import * as Sentry from '@sentry/nextjs';

/**
 * Reports that a form was not accepted: which fields, by name, never what was typed. A breadcrumb for
 * whatever fails later, and a count, of each. The names are the values of the policy's tag `field`.
 */
export function reportRefused(fields: readonly string[]): void {
  for (const field of fields) {
    Sentry.addBreadcrumb({ category: 'validation', level: 'warning', data: { field } });
    Sentry.metrics.count('forms.refused', 1, { attributes: { field } });
  }
}
