import * as Sentry from '@sentry/nextjs';

/**
 * Reports that a form was not accepted: which fields, by name, never what was typed. A breadcrumb for
 * whatever fails later, and a count of each field. The names are the values of the policy's tag `field`.
 */
export function reportRefused(fields: readonly string[]): void {
  if (fields.length === 0) {
    return;
  }
  Sentry.addBreadcrumb({ category: 'validation', level: 'warning', data: { fields } });
  for (const field of fields) {
    Sentry.metrics.count('forms.refused', 1, { attributes: { field } });
  }
}
