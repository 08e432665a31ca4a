import type { AppointmentStatus, Doctor, PatientStatus } from '@/api/types';
import type { Tone } from '@/components/badge';

type Shown = { label: string; tone: Tone };

export const PATIENT_STATUS: Record<PatientStatus, Shown> = {
  active: { label: 'Active', tone: 'good' },
  inactive: { label: 'Inactive', tone: 'neutral' },
  deceased: { label: 'Deceased', tone: 'warn' },
};

export const APPOINTMENT_STATUS: Record<AppointmentStatus, Shown> = {
  scheduled: { label: 'Scheduled', tone: 'accent' },
  completed: { label: 'Completed', tone: 'good' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
  no_show: { label: 'No show', tone: 'warn' },
};

/** The status filter, if the text is one of the API's statuses. */
export function patientStatusOf(text: string): PatientStatus | undefined {
  return Object.hasOwn(PATIENT_STATUS, text) ? (text as PatientStatus) : undefined;
}

/** "Last, First": the order in which lists are read. */
export function listName(person: { first_name: string; last_name: string }): string {
  return [person.last_name, person.first_name].filter(Boolean).join(', ');
}

/** The doctor's name, or that there is none. */
export function doctorName(doctor: Doctor | null | undefined): string {
  return doctor?.display_name ?? 'Not assigned';
}

const DAY = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });

/** A calendar day such as a date of birth; it has no time zone. */
export function day(isoDate: string | null | undefined): string {
  const date = new Date(`${isoDate}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? '' : DAY.format(date);
}

/** A moment in the time zone of this server (TZ), which is named. */
export function moment(isoTime: string): string {
  const date = new Date(isoTime);
  return Number.isNaN(date.getTime())
    ? ''
    : date.toLocaleString('en-US', {
        weekday: 'short',
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        hour: 'numeric',
        minute: '2-digit',
        timeZoneName: 'short',
      });
}

/** A social security number of which only the last four digits are shown. */
export function maskedSsn(ssn: string | null | undefined): string {
  const digits = (ssn ?? '').replace(/\D/g, '');
  return digits.length < 4 ? '' : `•••-••-${digits.slice(-4)}`;
}
