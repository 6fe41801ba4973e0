import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostileKeys } from './hostile-text';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = Readonly<Record<string, Json>>;

/** One event as a server sends it. */
export interface HostileEvent {
  readonly raw: string;
  readonly id: string;
  /** The text of every field that a person can type. */
  readonly text: string;
  readonly shape: 'activation' | 'failure' | 'setting' | 'assignment' | 'unknown' | 'poisoned';
}

/** The day of all events, in the week 2026-W47. */
export const hostileDay = '2026-11-17';

const fixture = (name: string): JsonObject =>
  JSON.parse(readFileSync(join(__dirname, `../../audit-source/fixtures/${name}.json`), 'utf8')) as JsonObject;

const fixtures = {
  activation: fixture('entra-activation'),
  failure: fixture('failure'),
  setting: fixture('role-setting'),
  assignment: fixture('group-as-principal'),
};

/** Fields that a person can type, or an administrator by naming an object. */
const typedKeys = ['displayName', 'userPrincipalName', 'resultReason', 'ipAddress', 'userAgent'];
const typedDetails = /^(justification|ticketnumber|ticketsystem|ipaddr|useragent)$/i;
/** Fields that must stay unchanged for an event to be parsed. */
const fixedKeys = [
  'activityDateTime',
  'activityDisplayName',
  'loggedByService',
  'category',
  'result',
  'type',
  'key',
];
const fixedDetails = /^(starttime|expirationtime|isauthenticatedwithmfa|isactivationrequireapproval)$/i;

function mapStrings<T extends Json>(
  value: T,
  change: (text: string, key: string, owner: JsonObject) => string,
): T {
  const walk = (inner: Json, key: string, owner: JsonObject): Json => {
    if (typeof inner === 'string') return change(inner, key, owner);
    if (inner === null || typeof inner !== 'object') return inner;
    if (Array.isArray(inner)) return inner.map((each: Json) => walk(each, key, owner));
    const object = inner as JsonObject;
    return Object.fromEntries(Object.entries(object).map(([name, each]) => [name, walk(each, name, object)]));
  };
  // The same shape again: only texts have changed.
  return walk(value, '', {}) as T;
}

const detailOf = ({ key }: JsonObject): string => (typeof key === 'string' ? key : '');

/** Puts the text into every typed field; ids, times and names of roles' properties do not change. */
function typed(event: JsonObject, text: string): JsonObject {
  return mapStrings(event, (own, key, owner) => {
    const isProperty = key === 'displayName' && 'newValue' in owner;
    if (typedKeys.includes(key) && !isProperty) return text;
    return key === 'value' && typedDetails.test(detailOf(owner)) ? text : own;
  });
}

/** Puts the text into every field that the parser does not require. */
function poisoned(event: JsonObject, text: string): JsonObject {
  return mapStrings(event, (own, key, owner) => {
    if (fixedKeys.includes(key) || (key === 'value' && fixedDetails.test(detailOf(owner)))) return own;
    return text;
  });
}

const details = (event: JsonObject, text: string): Json[] => [
  ...((event.additionalDetails as readonly Json[] | undefined) ?? []),
  ...[...hostileKeys, text].map((key) => ({ key, value: text })),
];

/**
 * Returns events with each text in an activation, a failure, a role setting, an assignment, the name of an activity,
 * and all fields at once. The JSON is written in several ways, one with keys that every object has, like `__proto__`.
 */
export function hostileEvents(texts: readonly string[]): HostileEvent[] {
  return texts.flatMap((text, index) => {
    const shapes = ['activation', 'failure', 'setting', 'assignment'] as const;
    const events: { shape: HostileEvent['shape']; body: JsonObject }[] = shapes.map((shape) => ({
      shape,
      body: typed(fixtures[shape], text),
    }));
    events.push({ shape: 'unknown', body: { ...fixtures.setting, activityDisplayName: text } });
    events.push({ shape: 'poisoned', body: poisoned(fixtures.activation, text) });
    return events.map(({ shape, body }, place) => {
      const id = shape === 'poisoned' ? `${text}#${index}` : `PIM_${index}_${shape}`;
      const seconds = index * 10 + place;
      const at = new Date(Date.parse(`${hostileDay}T08:00:00Z`) + seconds * 1000).toISOString();
      const event = {
        ...distinct(body, index),
        id,
        activityDateTime: at.replace('.000Z', '.1234567Z'),
        additionalDetails: distinctDetails(details(body, text), index, at),
      };
      return { raw: written(event, index + place), id, text, shape };
    });
  });
}

/** Gives the people of each text their own ids. */
function distinct(event: JsonObject, index: number): JsonObject {
  return mapStrings(event, (own) =>
    own === 'a1a1a1a1-0000-4000-8000-000000000001'
      ? `a1a1a1a1-0000-4000-8000-${String(index).padStart(12, '0')}`
      : own,
  );
}

function distinctDetails(list: readonly Json[], index: number, at: string): Json {
  return mapStrings(list, (own, key, owner) => {
    if (key !== 'value') return own;
    const name = detailOf(owner).toLowerCase();
    if (name === 'starttime') return at;
    if (name === 'expirationtime') return new Date(Date.parse(at) + 3_600_000).toISOString();
    return name === 'roleassignmentrequestid' && /^[0-9a-f-]{36}$/i.test(own) ? `request-${index}` : own;
  });
}

const escaped = (text: string): string =>
  text
    .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');

/** Writes a value as JSON in one of several ways that parsers read alike and that JSON.stringify would not keep. */
function written(event: JsonObject, way: number): string {
  const plain = JSON.stringify(event);
  const rest = plain.slice(1);
  switch (way % 4) {
    case 0:
      return plain;
    case 1:
      return escaped(plain);
    case 2:
      return JSON.stringify(event, null, '\t').replaceAll('\n', '\r\n');
    default:
      return (
        '{"__proto__":{"polluted":"yes","id":"forged"},"constructor":{"prototype":{"polluted":"yes"}},' +
        `"id":"doubled","n":1.0E+2,"big":12345678901234567890.10,"emoji":"\\ud83d\\ude00",${rest}`
      );
  }
}
