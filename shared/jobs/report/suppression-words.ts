import type { Suppression } from '../../domain/findings-policy';

/** A suppression as readers know it: `self-approval of Anna Berg`. */
export const suppressionWords = ({ rule, principal, role, initiator }: Suppression): string =>
  [
    rule,
    principal === undefined ? '' : ` of ${principal}`,
    role === undefined ? '' : ` in ${role}`,
    initiator === undefined ? '' : ` by ${initiator}`,
  ].join('');
