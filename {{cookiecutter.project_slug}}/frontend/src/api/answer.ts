import 'server-only';

import { notFound } from 'next/navigation';

import { apiErrorOf } from './client';
import { requireUser } from './session';

type Answer<Data> = { data?: Data; error?: unknown; response: Response };

/**
 * The data of a successful answer, for pages.
 *
 * Whoever is not signed in (any more) goes to the sign-in page, a missing row to not-found, all else is an ApiError.
 */
export async function dataOf<Data>(call: Answer<Data> | Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  if (data !== undefined) {
    return data;
  }
  if (response.status === 404) {
    notFound();
  }
  if (response.status === 401 || response.status === 403) {
    await requireUser();
  }
  throw apiErrorOf(response, error);
}
