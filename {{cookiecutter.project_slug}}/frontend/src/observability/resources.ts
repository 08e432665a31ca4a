/** Resources of this service that a page could not load: only their kind is told, to `violations.ts`. */
import { VIOLATIONS_PATH } from './paths';

/** A page that reports more than this has told enough. */
const MOST = 20;
const KINDS: Readonly<Record<string, string>> = {
  IMG: 'image',
  LINK: 'stylesheet',
  SCRIPT: 'script',
};

/** Reports from now on. Those of other hosts the browser reports itself, as the policy keeps them out. */
export function watchResources(page: Window = window): void {
  let left = MOST;
  page.addEventListener(
    'error',
    ({ target }) => {
      const { tagName = '', src, href } = target as Partial<HTMLImageElement & HTMLLinkElement>;
      const kind = KINDS[tagName];
      if (kind && (src || href || '').startsWith(`${page.location.origin}/`) && left-- > 0) {
        page.navigator.sendBeacon(VIOLATIONS_PATH, JSON.stringify({ resource: kind }));
      }
    },
    true, // such an error does not bubble
  );
}
