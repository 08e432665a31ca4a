/** Places in pages that the server renders. */
import { KINDS, PlantedError, type Kind } from './kinds';

interface PagePlace {
  name: string;
  kinds: readonly Kind[];
  /** Where the page is. */
  folder: 'page' | 'metadata';
  fail: (text: string) => void;
}

export const PAGE_PLACES: PagePlace[] = [
  {
    name: 'server: component that fails',
    folder: 'page',
    fail(text: string) {
      throw new PlantedError(text);
    },
  },
  {
    name: 'server: cause of a component that fails',
    folder: 'page',
    fail(text: string) {
      throw new PlantedError('outer', { cause: new TypeError(text) });
    },
  },
  {
    name: 'server: digest of a component that fails',
    folder: 'page',
    fail(text: string) {
      throw Object.assign(new PlantedError('x'), { digest: text });
    },
  },
  {
    name: 'server: component that throws a text',
    folder: 'page',
    fail(text: string) {
      throw text as unknown;
    },
  },
  {
    name: 'server: generateMetadata that fails',
    folder: 'metadata',
    fail(text: string) {
      throw new PlantedError(text);
    },
  },
].map((place) => ({ ...place, kinds: KINDS })) as PagePlace[];
