import type { ActivationTruth } from '../../../local/sample-tenant/activations/activation-truth';
import { approvalMinutes, elevatedMinutes, type Elevation } from '../../../shared/domain/events/elevation';
import type { Actor } from '../../../shared/domain/events/people';

/** Keys of the truth; an analysis may lack some values. */
export type ActivationRow = { readonly [K in keyof ActivationTruth]: unknown } & {
  readonly id: string;
  readonly outcome: string;
  readonly endedBy: string | null;
  readonly endedAt: string | null;
};

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const actor = (who: Actor | null) => (who === null ? null : { id: who.id, name: who.name, upn: who.upn });

/** Returns an elevation in the form of a sample's truth, with the same keys in the same order. */
export function activationRow(elevation: Elevation): ActivationRow {
  const { id, provider, principal, role, scope } = elevation;
  return {
    id,
    provider,
    principal: { id: principal.id, name: principal.name, upn: principal.upn, type: principal.type },
    role: { id: role.id, name: role.name, privileged: role.privileged },
    scope: { id: scope.id, name: scope.name },
    outcome: elevation.outcome,
    requestedAt: iso(elevation.requestedAt),
    approvedAt: iso(elevation.approvedAt),
    approver: actor(elevation.approver),
    approvalMinutes: approvalMinutes(elevation),
    startedAt: iso(elevation.startedAt),
    plannedEndAt: iso(elevation.plannedEndAt),
    endedAt: iso(elevation.endedAt),
    endedBy: elevation.endedBy,
    minutes: elevatedMinutes(elevation),
    justification: elevation.justification,
    ticket: elevation.ticket,
    mfa: elevation.mfa,
    ipAddress: elevation.ipAddress,
    failureReason: elevation.failureReason,
    source: elevation.sources.includes('graph') ? 'graph' : 'import',
    sources: elevation.sources,
    eventIds: elevation.eventIds,
  };
}
