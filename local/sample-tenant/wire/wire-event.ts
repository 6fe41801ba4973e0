/** A property that an event changed; values are JSON in a text, or null. */
export interface WireModifiedProperty {
  readonly displayName: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

/** A target of an event. Keys may be null or absent. */
export interface WireTarget {
  readonly id: string | null;
  readonly displayName?: string | null;
  readonly type: string;
  readonly userPrincipalName?: string | null;
  readonly groupType?: string | null;
  readonly modifiedProperties?: readonly WireModifiedProperty[];
}

/** A user as initiator; the PIM service appears as one without a UPN. */
export interface WireUser {
  readonly id: string | null;
  readonly displayName: string | null;
  readonly userPrincipalName: string | null;
  readonly ipAddress?: string | null;
  readonly userType?: string | null;
}

/** An app as initiator. `appId` is null in practice. */
export interface WireApp {
  readonly appId: string | null;
  readonly displayName: string | null;
  readonly servicePrincipalId: string | null;
  readonly servicePrincipalName: string | null;
}

/** The initiator: exactly one of the two, the other null or absent. */
export interface WireInitiator {
  readonly user?: WireUser | null;
  readonly app?: WireApp | null;
}

/** One `directoryAudit` object of Microsoft Graph v1.0, as the service sends it. Keys may be null or absent. */
export interface WireEvent {
  readonly id: string;
  readonly category: string;
  readonly correlationId?: string | null;
  readonly result: string;
  readonly resultReason?: string | null;
  readonly activityDisplayName: string;
  /** UTC, six or seven fractional digits. */
  readonly activityDateTime: string;
  readonly loggedByService: string;
  readonly operationType?: string | null;
  readonly userAgent?: string | null;
  readonly initiatedBy: WireInitiator;
  readonly targetResources: readonly WireTarget[];
  readonly additionalDetails?: readonly { readonly key: string; readonly value: string | null }[];
}
