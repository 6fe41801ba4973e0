import { stringify } from 'csv-stringify/sync';
import type { WireEvent, WireTarget } from '../../../local/sample-tenant/wire/wire-event';

/** The first columns in two languages of the portal; the others have the same names in both. */
const firstColumns = {
  english: [
    'Date (UTC)',
    'CorrelationId',
    'Service',
    'Category',
    'Activity',
    'Result',
    'ResultReason',
    'User Agent',
    'ActorType',
    'ActorDisplayName',
    'ActorObjectId',
    'ActorUserPrincipalName',
    'IPAddress',
    'ActorHomeTenantId',
    'ActorHomeTenantName',
    'ActorServicePrincipalId',
    'ActorServicePrincipalName',
  ],
  spanish: [
    'Data (UTC)',
    'Id. de correlación',
    'Servicio',
    'Categoría',
    'Actividad',
    'Resultado',
    'Motivo del resultado',
    'Agente de usuario',
    'Tipo de actor',
    'Nombre del actor',
    'Id. del actor',
    'UPN del actor',
    'Dirección IP',
    'Inquilino del actor',
    'Nombre del inquilino',
    'Id. de la entidad de servicio',
    'Nombre de la entidad de servicio',
  ],
};

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** The header of 86 columns. */
function header(language: keyof typeof firstColumns): string[] {
  const word = language === 'english' ? 'Target' : 'Destino';
  return [
    ...firstColumns[language],
    ...upTo(3).flatMap((n) => [
      `${word}${n}Type`,
      `${word}${n}DisplayName`,
      `${word}${n}ObjectId`,
      `${word}${n}UserPrincipalName`,
      ...upTo(5).flatMap((m) => [
        `${word}${n}ModifiedProperty${m}Name`,
        `${word}${n}ModifiedProperty${m}OldValue`,
        `${word}${n}ModifiedProperty${m}NewValue`,
      ]),
    ]),
    ...upTo(6).flatMap((k) => [`AdditionalDetail${k}Key`, `AdditionalDetail${k}Value`]),
  ];
}

function targetCells(target: WireTarget | undefined): (string | null | undefined)[] {
  const properties = upTo(5).flatMap((m) => {
    const property = target?.modifiedProperties?.[m - 1];
    return [property?.displayName, property?.oldValue, property?.newValue];
  });
  return [target?.type, target?.displayName, target?.id, target?.userPrincipalName, ...properties];
}

function rowOf(event: WireEvent): (string | null | undefined)[] {
  const { user, app } = event.initiatedBy;
  return [
    event.activityDateTime.replace('Z', '+00:00'),
    event.correlationId,
    event.loggedByService,
    event.category,
    event.activityDisplayName,
    event.result,
    event.resultReason,
    event.userAgent,
    user ? 'User' : app ? 'Application' : '',
    user?.displayName ?? app?.displayName,
    user?.id,
    user?.userPrincipalName,
    user?.ipAddress,
    'c0ffee00-0000-4000-8000-000000000000',
    'Home of the actor',
    app?.servicePrincipalId,
    app?.servicePrincipalName,
    ...upTo(3).flatMap((n) => targetCells(event.targetResources[n - 1])),
    ...upTo(6).flatMap((k) => [
      event.additionalDetails?.[k - 1]?.key,
      event.additionalDetails?.[k - 1]?.value,
    ]),
  ];
}

/** Returns the audit log in the CSV of the Entra admin center: UTF-8 with byte order mark, CRLF, every cell quoted. */
export function portalCsvExport(
  events: readonly WireEvent[],
  language: keyof typeof firstColumns = 'english',
): string {
  const rows = [header(language), ...events.map(rowOf)];
  return stringify(rows, { bom: true, quoted: true, quoted_empty: false, record_delimiter: '\r\n' });
}

/** The facts of an event that a row of the portal's CSV contains. */
export function asPortalCsvHolds(event: WireEvent): WireEvent {
  return {
    ...event,
    targetResources: event.targetResources.slice(0, 3).map((target) => ({
      ...target,
      ...(target.modifiedProperties ? { modifiedProperties: target.modifiedProperties.slice(0, 5) } : {}),
    })),
    ...(event.additionalDetails ? { additionalDetails: event.additionalDetails.slice(0, 6) } : {}),
  };
}
