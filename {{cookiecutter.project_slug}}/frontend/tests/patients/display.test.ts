import { describe, expect, it } from 'vitest';

import { day, doctorName, listName, maskedSsn, moment, patientStatusOf } from '@/patients/display';

describe('how patients are shown', () => {
  it('keeps a calendar day in every time zone', () => {
    expect(day('1980-02-29')).toBe('Feb 29, 1980');
    expect(day(undefined)).toBe('');
    expect(day('garbage')).toBe('');
  });

  it('names the time zone of a moment', () => {
    expect(moment('2026-03-12T14:30:00Z')).toMatch(/2026.*:30.*[A-Z]/);
    expect(moment('garbage')).toBe('');
  });

  it('shows the last four digits of an SSN only', () => {
    expect(maskedSsn('123-45-6789')).toBe('•••-••-6789');
    expect(maskedSsn('12')).toBe('');
    expect(maskedSsn(null)).toBe('');
  });

  it('names people', () => {
    expect(listName({ first_name: 'Mary', last_name: 'Johnson' })).toBe('Johnson, Mary');
    expect(listName({ first_name: '', last_name: 'Cher' })).toBe('Cher');
    expect(doctorName(null)).toBe('Not assigned');
  });

  it('takes only the statuses of the API', () => {
    expect(patientStatusOf('active')).toBe('active');
    expect(patientStatusOf('toString')).toBeUndefined();
    expect(patientStatusOf('')).toBeUndefined();
  });
});
