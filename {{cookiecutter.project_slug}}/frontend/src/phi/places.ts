/** The positions of `phi/defaults/positions.json`; remembers which values have their shape. */
import { hitsIn } from './text';
import type { Rules } from './rules';

const LARGEST_CACHE = 8_192;

/** The content of `phi/defaults/positions.json`. */
export interface Positions {
  shapes: Record<string, string>;
  checked: string[];
  places: Record<string, Record<string, string>>;
}

/** What is said of a key: a shape that its value may have, text whatever the key is called, or a place. */
export type Rule =
  | { readonly shape: Shape; readonly place?: undefined }
  | { readonly shape?: undefined; readonly place?: Place };

/** Rules by key; `*` for every other one. */
export type Place = ReadonlyMap<string, Rule>;

export interface Shape {
  readonly name: string;
  readonly pattern: RegExp;
  readonly checked: boolean;
  readonly kept: Map<string, boolean>;
}

export class Places {
  readonly event: Place;
  readonly logentry: Place;
  /** All keys that any place names. */
  readonly structural: ReadonlySet<string>;
  readonly #rules: Rules;

  constructor(rules: Rules) {
    const { shapes, checked, places } = rules.positions;
    this.#rules = rules;
    const compiled = new Map(
      Object.entries(shapes).map(([name, source]): [string, Shape] => [
        name,
        {
          name,
          pattern: new RegExp(`^(?:${source})$`),
          checked: checked.includes(name),
          kept: new Map(),
        },
      ]),
    );
    const built = new Map(Object.keys(places).map((name) => [name, new Map<string, Rule>()]));
    for (const [name, table] of Object.entries(places)) {
      for (const [key, rule] of Object.entries(table)) {
        const shape = rule.startsWith('=') ? compiled.get(rule.slice(1)) : undefined;
        built.get(name)?.set(key, shape ? { shape } : { place: built.get(rule) });
      }
    }
    this.structural = new Set([...built.values()].flatMap((table) => [...table.keys()]));
    this.event = built.get('event') ?? new Map<string, Rule>();
    this.logentry = built.get('logentry') ?? new Map<string, Rule>();
  }

  /** Whether a value has the shape that its position asks for. */
  keeps(shape: Shape, value: string): boolean {
    const known = shape.kept.get(value);
    if (known !== undefined) {
      return known;
    }
    let kept = shape.pattern.test(value);
    if (kept && shape.checked) {
      kept = hitsIn(value, this.#rules)[0].length === 0;
    }
    if (shape.kept.size >= LARGEST_CACHE) {
      shape.kept.clear();
    }
    shape.kept.set(value, kept);
    return kept;
  }
}
