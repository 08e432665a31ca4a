'use server';

/** Discharges a patient. */
export async function discharge(form: FormData): Promise<void> {
  const name = String(form.get('last_name'));
  const when = new Date(String(form.get('when')));
  try {
    if (Number.isNaN(when.getTime())) {
      throw new RangeError(`"${String(form.get('when'))}" is no moment`);
    }
  } catch (cause) {
    throw new Error(`Could not discharge ${name}`, { cause });
  }
}
