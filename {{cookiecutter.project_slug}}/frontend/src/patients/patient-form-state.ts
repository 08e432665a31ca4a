/** The fields of the form, in the order in which they are shown. */
export const PATIENT_FIELDS = [
  'first_name',
  'last_name',
  'date_of_birth',
  'mrn',
  'ssn',
  'phone',
  'email',
  'assigned_doctor_id',
  'status',
  'notes',
] as const;

export type PatientField = (typeof PATIENT_FIELDS)[number];

export type PatientFormState = {
  /** Grows with every failed attempt. */
  attempt: number;
  /** What was typed: kept for the next attempt. */
  values: Partial<Record<PatientField, string>>;
  errors: Partial<Record<PatientField, string[]>>;
  /** What is wrong with the form as a whole. */
  problems: string[];
  /** Whether the API failed, rather than the form. */
  apiFailed: boolean;
};

export const EMPTY_PATIENT_FORM: PatientFormState = {
  attempt: 0,
  values: { status: 'active' },
  errors: {},
  problems: [],
  apiFailed: false,
};

const MISSING: Partial<Record<PatientField, string>> = {
  first_name: 'Enter the first name.',
  last_name: 'Enter the last name.',
  date_of_birth: 'Enter the date of birth.',
  mrn: 'Enter the MRN.',
};

/** What was typed, field by field, without blanks around it. */
export function typedValues(form: FormData): Record<PatientField, string> {
  const entries = PATIENT_FIELDS.map((field) => {
    const value = form.get(field);
    return [field, typeof value === 'string' ? value.trim() : ''];
  });
  return Object.fromEntries(entries) as Record<PatientField, string>;
}

/** Errors of required fields that are empty. All else is the API's to judge. */
export function missingFields(values: Record<PatientField, string>): PatientFormState['errors'] {
  return Object.fromEntries(
    Object.entries(MISSING)
      .filter(([field]) => values[field as PatientField] === '')
      .map(([field, message]) => [field, [message]]),
  );
}

/** Sorts the API's answer to a bad form ({field: [messages]}) into errors of fields and of the whole form. */
export function errorsIn(body: unknown): Pick<PatientFormState, 'errors' | 'problems'> {
  const errors: PatientFormState['errors'] = {};
  const problems: string[] = [];
  for (const [key, value] of Object.entries(typeof body === 'object' && body ? body : {})) {
    const messages = (Array.isArray(value) ? value : [value]).filter(
      (message): message is string => typeof message === 'string',
    );
    if (isPatientField(key)) {
      errors[key] = messages;
    } else {
      problems.push(...messages);
    }
  }
  return { errors, problems };
}

function isPatientField(key: string): key is PatientField {
  return (PATIENT_FIELDS as readonly string[]).includes(key);
}
