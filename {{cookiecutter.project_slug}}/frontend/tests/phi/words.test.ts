// @vitest-environment node
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Counting, type CountingData } from '@/phi/word-numbers';
import { Words, WordsError } from '@/phi/words';

const COUNTING = readFileSync(resolve('..', 'phi', 'defaults', 'counting.json'), 'utf8');
const KNOWN = (
  'a at query matching does not exist patient Patient failed for line Line of on items Django v' +
  ' status code HTTP Not Found attempt record key value patient_key mark port utf UTF in is' +
  " doesn't can't the and seconds after retry expected got Errno errno No such file or directory"
).split(' ');
const NEVER_PART = ['mark', 'young'];
const words = new Words(KNOWN, NEVER_PART, new Counting(JSON.parse(COUNTING) as CountingData));

describe('words', () => {
  it.each([
    ['Patient matching query does not exist', 'Patient matching query does not exist'],
    ["Johnson, Mary-Ann O'Brien failed", '[text] failed'],
    ['Johnson: Mary\nMary', '[text]: [text]\n[text]'],
    ["doesn't can't Smith's patient's", "doesn't can't [text]"],
    ['José Nuñez 王小明 😀 failed', '[text] failed'],
    ['“patient” — failed…', '“patient” — failed…'],
    ['recordKey record_value RecordKey', 'recordKey record_value RecordKey'],
    ['mark_key markKey patient_key', '[text] patient_key'],
    ['_patient __key__ _Smith', '_patient __key__ [text]'],
    ['', ''],
    [' ,.', ' ,.'],
  ])('leaves of %j', (text, left) => {
    expect(words.filter(text)).toBe(left);
  });

  it.each([
    ['line 42, at 42 failed', 'line 42, at [number] failed'],
    ['3 of 10 failed, 12345 of 10', '3 of 10 failed, [number] of [number]'],
    ['attempt 1/3, status_code=404', 'attempt 1/3, status_code=404'],
    ['404 Not Found, 405 Not Found', '404 Not Found, [number] Not Found'],
    ['retry in 30s after 1.5 seconds', 'retry in 30s after 1.5 seconds'],
    ['Django 5.2.1, Django 05.12.84, v5.2.1', 'Django 5.2.1, Django [number], v5.2.1'],
    ['UTF-8 UTF-9 [Errno 2]', 'UTF-8 UTF-[number] [Errno 2]'],
    ['key 0x7f3a99 550e8400-e29b-41d4-a716-446655440000', 'key [id] [id]'],
    ['patient12 12-Elm', '[text] [text]'],
  ])('leaves of numbers in %j', (text, left) => {
    expect(words.filter(text)).toBe(left);
  });

  it('keeps marks', () => {
    expect(words.filter('Mary [ssn] Smith [id:1a2b3c4d]')).toBe(
      '[text] [ssn] [text] [id:1a2b3c4d]',
    );
    expect(words.filter('[john] [id:1a2b3c4g]')).toBe('[[text]] [[text]:[text]]');
  });

  it('is idempotent', () => {
    const piece = fc.constantFrom(...KNOWN, 'Smith', '42', '1234', '1a2b3c4d', ..."\n[]():/-., '");
    const text = fc.oneof(
      fc.array(piece).map((all) => all.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (one) => words.filter(words.filter(one)) === words.filter(one)),
      { numRuns: 500 },
    );
  });
});

describe('lists', () => {
  let folder: string;
  const lists = {
    'shipped.txt': 'query\ngrace\nperiod\n',
    'own.txt': 'Clinic\n',
    'names.txt': 'grace\n',
    'clinical.txt': '',
    'packages.txt': 'tinylib\n',
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'words-'));
    mkdirSync(join(folder, 'words'));
    mkdirSync(join(folder, 'defaults'));
    writeFileSync(join(folder, 'defaults', 'counting.json'), COUNTING);
    const files = Object.entries(lists).map(([name, text]) => {
      writeFileSync(join(folder, 'words', name), text);
      return [name, { sha256: createHash('sha256').update(text).digest('hex') }];
    });
    const lock = JSON.stringify({ files: Object.fromEntries(files) as object });
    writeFileSync(join(folder, 'words', 'words.lock.json'), lock);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are loaded', () => {
    const loaded = Words.load(join(folder, 'words'), ['Stroke'], ['clinic']);
    const text = 'query Clinic Stroke stroke gracePeriod periodQuery tinylib 1.2';
    const left = 'query [text] Stroke [text] periodQuery [text] [number]';
    expect(loaded.filter(text)).toBe(left);
    expect(loaded.sha256).not.toBe(Words.load(join(folder, 'words')).sha256);
  });

  it('are what the lock says', () => {
    writeFileSync(join(folder, 'words', 'own.txt'), 'smith\n');
    expect(() => Words.load(join(folder, 'words'))).toThrow(
      new WordsError('words/own.txt: not what words.lock.json says; run: make words'),
    );
    rmSync(join(folder, 'words', 'own.txt'));
    expect(() => Words.load(join(folder, 'words'))).toThrow('missing or broken');
  });
});
