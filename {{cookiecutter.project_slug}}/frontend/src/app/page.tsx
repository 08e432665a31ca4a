import { redirect } from 'next/navigation';

/** The start page is the list of patients. */
export default function StartPage(): never {
  redirect('/patients');
}
