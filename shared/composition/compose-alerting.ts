import type { Credential } from '../clients/credential';
import { parseEvent } from '../audit-source/parse-event';
import { createAlertChannels } from '../clients/alert-channels';
import type { Settings } from '../config/settings';
import { operationId } from '../delivery/operation-id';
import { createAlertJob, type AlertJobParts } from '../jobs/alert/alert-job';
import type { MailSender } from '../jobs/deliver/mail-sender';
import type { Listener } from './listener';
import type { Storage } from './open-storage';
import type { Waits } from './waits';

/** The services that the alert job needs. */
export interface AlertServices {
  readonly credential: Credential;
  readonly mailer: MailSender;
  readonly source: AlertJobParts['source'];
  readonly previewSource: AlertJobParts['previewSource'];
  readonly storage: Storage;
}

/** Composes the alert job. */
export function composeAlerting(
  settings: Settings,
  { credential, mailer, source, previewSource, storage }: AlertServices,
  { onRetry }: Listener,
  waits: Waits['alerts'],
) {
  const { findings: policy, organization, retentionDays, timeZone } = settings;
  const channels = createAlertChannels({
    ...{ settings, credential, mailer, waits },
    operationId: (channel, ...of) => operationId(storage.deployment, `alert ${channel}`, ...of),
  });
  return createAlertJob({
    ...{
      source,
      previewSource,
      store: storage.store,
      collectionLedger: storage.collectionLedger,
      alertLedger: storage.alertLedger,
      parse: parseEvent,
      policy,
    },
    exists: storage.exists,
    ...{ channels, organization, timeZone, retentionDays },
    delivery: { takeOverAfter: waits.takeOverAfter, ...(onRetry ? { onWait: onRetry } : {}) },
  });
}
