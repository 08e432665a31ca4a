/**
 * What standards of health care write in a way of their own: FHIR, C-CDA, DICOM.
 *
 * JSON's own keys are pairs like any other; here is what no key names: a reference's display, a code
 * of a clinical system, a concept's text, an id in the attribute `extension`, a line of a DICOM dump.
 * The twin of `backend/phi/standards.py`.
 */
import type { Found } from './found';
import type { Field, Keys } from './keys';

const MARK = '[filtered]';
const SYSTEM = /\/(?:sct|cvx|ndc|icd[a-z0-9-]*)|snomed|loinc|rxnorm|\/cpt/;
const SHOWN = /(["'])(display|code)\1 ?: ?(["'])([^"'{}\r\n]{1,200})\3/g;
const CONCEPT = /(["'])text\1 ?: ?(["'])([^"{}[\r\n][^"{}\r\n]{0,400}?)\2 ?[,}]/dg;
const CDA_ID = /<(?:[a-z]{1,8}:)?id [^<>]{0,160}?extension=(["'])([^"'<>[][^"'<>]{1,80})\1/g;
const CDA_CODE = /<[A-Za-z:]{1,24} [^<>]{0,300}codeSystem=[^<>]{0,300}/g;
const CDA_VALUE = / (?:code|displayName)=(["'])([^"'<>[][^"'<>]{1,200})\1/g;
const DICOM =
  /\([0-9A-Fa-f]{4}, ?[0-9A-Fa-f]{4}\) ([A-Za-z' ]{2,60}?) {1,40}([A-Z]{2}): (["'])([^[\r\n][^\r\n]{0,200}?)\3/g;
const FURTHEST = 300;
const CONCEPTS = [
  ...['code', 'reasonCode', 'reason', 'vaccineCode', 'substance', 'manifestation'],
  ...['medicationCodeableConcept', 'valueCodeableConcept', 'valueString', 'conclusion'],
  ...['conclusionCode', 'bodySite', 'reaction', 'dosageInstruction', 'note', 'description'],
];
/** An OperationOutcome is none of the resources: it tells of errors, of no person. */
const RESOURCE = /resourceType["'] ?: ?["']([A-Z][A-Za-z]{2,40})/g;

/** Finds what the standards' own notations tell. */
export class Standards {
  readonly #keys: Keys;
  readonly #resources: ReadonlySet<string>;
  readonly #concept: Field | undefined;

  constructor(keys: Keys, resources: ReadonlySet<string>) {
    this.#keys = keys;
    this.#resources = resources;
    this.#concept = keys.find('diagnosis');
  }

  /** Adds what is found in a text; each notation is looked for where a sign of it stands. */
  find(text: string, found: Found): void {
    if (text.includes('display') || text.includes('ystem')) {
      this.#shown(text, found);
    }
    if (text.includes('resourceType') && this.#isResource(text)) {
      for (const match of text.matchAll(CONCEPT)) {
        const [start, end] = match.indices?.[3] as [number, number];
        found.push([start, end, MARK, 'fhir']);
      }
    }
    if (text.includes('extension=')) {
      addLast(text, CDA_ID, 0, '[id]', found);
    }
    if (text.includes('codeSystem=')) {
      for (const { 0: tag, index } of text.matchAll(CDA_CODE)) {
        addLast(tag, CDA_VALUE, index, MARK, found);
      }
    }
  }

  #isResource(text: string): boolean {
    return [...text.matchAll(RESOURCE)].some(([, kind]) => this.#resources.has(kind as string));
  }

  #shown(text: string, found: Found): void {
    for (const match of text.matchAll(SHOWN)) {
      const start = match.index;
      const end = start + match[0].length;
      const before = text
        .slice(Math.max(0, start - FURTHEST), start)
        .split('{')
        .at(-1) as string;
      const around = before + (text.slice(end, end + FURTHEST).split('}')[0] as string);
      const value = match[4] as string;
      const shown =
        match[2] === 'display' && (around.includes('reference') || around.includes('system'));
      if ((shown || SYSTEM.test(around)) && !value.startsWith('[')) {
        found.push([end - 1 - value.length, end - 1, MARK, 'fhir']);
      }
    }
  }

  /** Adds the values of a dump's lines: `(0010, 0010) Patient's Name  PN: 'ROE^JANE'`. */
  dicom(text: string, found: Found): void {
    for (const line of text.matchAll(DICOM)) {
      const field = this.#keys.find(line[1] as string);
      if (field || line[2] === 'PN') {
        const end = line.index + line[0].length - 1;
        const start = end - (line[4] as string).length;
        found.push([start, end, field?.mark ?? MARK, 'dicom']); // PN: a person's name
      }
    }
  }

  /** The fields that keys of a FHIR object are, which name none by themselves. */
  ofDict(value: (key: string) => unknown): ReadonlyMap<string, Field> | undefined {
    const concept = this.#concept;
    if (concept === undefined) {
      return undefined;
    }
    const all = (...keys: string[]) => new Map(keys.map((key) => [key, concept]));
    const kind = value('resourceType');
    if (typeof kind === 'string' && this.#resources.has(kind)) {
      return all(...CONCEPTS);
    }
    const system = value('system');
    if (typeof system === 'string' && SYSTEM.test(system)) {
      return all('code', 'display');
    }
    if (value('reference') !== undefined || typeof system === 'string') {
      return all('display');
    }
    return value('coding') === undefined ? undefined : all('text');
  }
}

/** Adds the second group of each match, which one quote ends. */
function addLast(text: string, pattern: RegExp, offset: number, mark: string, found: Found): void {
  for (const match of text.matchAll(pattern)) {
    const end = offset + match.index + match[0].length - 1;
    found.push([end - (match[2] as string).length, end, mark, 'cda']);
  }
}
