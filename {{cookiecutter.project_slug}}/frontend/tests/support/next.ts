/** What Next's redirect() and notFound() throw here: a place that a test can look at. */
export class Navigation extends Error {
  readonly place: string;

  constructor(place: string) {
    super(`navigation to ${place}`);
    this.place = place;
  }
}

/** Stands for `next/navigation` on the server. */
export const navigation = {
  redirect: (place: string): never => {
    throw new Navigation(place);
  },
  notFound: (): never => {
    throw new Navigation('not-found');
  },
};

/** Stands for the request's cookies. */
export class CookieJar {
  readonly all = new Map<string, { value: string; options: Record<string, unknown> }>();

  get(name: string) {
    return this.all.get(name);
  }

  set(name: string, value: string, options: Record<string, unknown> = {}) {
    this.all.set(name, { value, options });
  }

  delete(name: string) {
    this.all.delete(name);
  }
}
