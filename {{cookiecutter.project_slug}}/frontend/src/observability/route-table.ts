/** Finds the route template that a path is an instance of. Pure. */

const CATCH_ALL = /^\[{1,2}\.\.\.\w{1,50}\]{1,2}$/;
const DYNAMIC = /^\[\w{1,50}\]$/;
const LONGEST_PATH = 2000;

export class RouteTable {
  readonly #templates: ReadonlySet<string>;
  readonly #split: readonly (readonly string[])[];

  /** @param templates route templates such as `/patients/[id]`. */
  constructor(templates: readonly string[]) {
    this.#templates = new Set(templates);
    // Templates with fewer dynamic segments win: /patients/new before /patients/[id].
    this.#split = templates
      .map((template) => segmentsOf(template))
      .sort((a, b) => a.filter(isDynamic).length - b.filter(isDynamic).length);
  }

  /** The template that `path` is or matches; undefined when there is none. */
  find(path: string): string | undefined {
    if (this.#templates.has(path)) {
      return path;
    }
    if (!path.startsWith('/') || path.length > LONGEST_PATH) {
      return undefined;
    }
    const segments = segmentsOf(path);
    const found = this.#split.find((template) => matches(template, segments));
    return found && `/${found.join('/')}`;
  }
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function isDynamic(segment: string): boolean {
  return DYNAMIC.test(segment) || CATCH_ALL.test(segment);
}

function matches(template: readonly string[], segments: readonly string[]): boolean {
  const last = template.at(-1);
  if (last !== undefined && CATCH_ALL.test(last)) {
    const fixed = template.slice(0, -1);
    return segments.length >= fixed.length && matches(fixed, segments.slice(0, fixed.length));
  }
  return (
    template.length === segments.length &&
    template.every((one, n) => isDynamic(one) || one === segments[n])
  );
}
