import { isObject, textField } from '../json-fields';

/** Who acted or was acted upon, as the unified audit log tells it. */
export interface UnifiedParty {
  /** `User`, `ServicePrincipal`, `Group`, …; null when the log does not say. */
  readonly type: string | null;
  readonly id: string | null;
  readonly name: string | null;
  readonly upn: string | null;
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const typedGuid = /^([A-Za-z]+)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** `Type` of an identity in the lists `Actor` and `Target`. Source: recorded rows. */
const identityType = { name: '1', other: '2', upn: '5' };

/**
 * Reads a list of identities, `[{ID, Type}, …]`: one party, named in several ways. An application has two GUIDs, of
 * which the one after its type (`ServicePrincipal_…`) is its object id.
 * @param fallback how the row names the party outside the list: a UPN, an object id or a name
 */
export function partyOf(identities: unknown, fallback: string | null): UnifiedParty {
  const list = (Array.isArray(identities) ? identities.filter(isObject) : []).map((each) => ({
    id: textField(each, 'ID') ?? '',
    type: textField(each, 'Type') ?? '',
  }));
  const all = [...list, { id: fallback ?? '', type: '' }];
  const typed = all.map(({ id }) => typedGuid.exec(id)).find((match) => match !== null);
  const bareType = list.find(
    ({ id, type }) =>
      type === identityType.other && /^(User|Group|ServicePrincipal|Application|Device)$/.test(id),
  );
  const upn = list.find(({ type }) => type === identityType.upn) ?? all.find(({ id }) => id.includes('@'));
  return {
    type: typed?.[1] ?? bareType?.id ?? null,
    id: typed?.[2] ?? all.find(({ id }) => guid.test(id))?.id ?? null,
    name: list.find(({ id, type }) => type === identityType.name && id !== '')?.id ?? bareName(fallback),
    upn: upn === undefined || upn.id === '' ? null : upn.id,
  };
}

/** A name that is neither a UPN nor an id; the log writes "Not Available" for an unknown name. */
function bareName(text: string | null): string | null {
  const isName = text !== null && !text.includes('@') && !guid.test(text) && !typedGuid.test(text);
  return isName && !/^not available$/i.test(text) ? text : null;
}
