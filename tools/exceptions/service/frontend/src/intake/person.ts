/** A patient as the intake desk gets them. */
export interface Person {
  first_name: string;
  last_name: string;
  ssn: string;
  phone: string;
  email: string;
  mrn: string;
  date_of_birth: string;
  notes: string;
}
