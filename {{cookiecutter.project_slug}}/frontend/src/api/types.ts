import type { components } from './schema';

type Schemas = components['schemas'];

export type Session = Schemas['Session'];
export type Doctor = Schemas['Doctor'];
export type Patient = Schemas['Patient'];
export type PatientSummary = Schemas['PatientSummary'];
export type Appointment = Schemas['Appointment'];
export type PatientStatus = Schemas['PatientStatus'];
export type AppointmentStatus = Schemas['AppointmentStatus'];

/** Whether somebody may see and write clinical fields (SSN, notes). The API decides; this only spares a refusal. */
export function isClinical(user: Session): boolean {
  return user.role === 'doctor' || user.role === 'nurse';
}

/** Rows per page of every list of the API. */
export const PAGE_SIZE = 20;
