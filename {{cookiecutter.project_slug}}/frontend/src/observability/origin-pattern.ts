/** Matches addresses at `origin` and nothing else; a plain string would match anywhere in a URL. */
export function originPattern(origin: string): RegExp {
  return new RegExp(`^${origin.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:[/?#]|$)`);
}
