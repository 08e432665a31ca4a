/** The kinds of patients' data, in the order in which the harness numbers them. */
export const KINDS = [
  'name',
  'ssn',
  'mrn',
  'email',
  'phone',
  'date of birth',
  'clinical note',
] as const;

/** What the harness plants besides where a place takes all kinds; their numbers follow. */
export const EVERY_KIND: readonly string[] = [
  ...KINDS,
  'name, other forms',
  'address',
  'card',
  'plan number',
  'device number',
  "patient's UUID",
  'name of the census',
  'note, its telling words',
  'age over 89',
];

export type Kind = (typeof KINDS)[number];

/** Ends a place, so that what it set has an event to ride on. */
export class PlantedError extends Error {
  override name = 'Error';

  // Each says something else, as the SDK drops an error that equals the one before.
  constructor(message = `planted ${Math.random()}`, options?: ErrorOptions) {
    super(message, options);
  }
}
