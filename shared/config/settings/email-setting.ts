import * as z from 'zod';
import { serviceRoot } from './service-root';

/** The mail service: a connection string, or an endpoint used with an identity. */
export type EmailService = { readonly connectionString: string } | { readonly endpoint: string };

/** Returns the root URL of a mail service. */
export const emailRoot = (service: EmailService): string =>
  'endpoint' in service
    ? service.endpoint
    : service.connectionString.replace(/^endpoint=|;accesskey=.*$/gis, '');

/** The mail service's endpoint. */
export const emailEndpoint = serviceRoot.transform((endpoint): EmailService => ({ endpoint }));

/** A connection string of Communication Services; a bare endpoint is accepted as well. */
export const emailConnection = z.string().transform((text, context): EmailService => {
  const parts = /^endpoint=([^;]+);accesskey=(.+?);?$/i.exec(text);
  const endpoint = parts?.[1] ?? text;
  if (parts === null && !/^https?:/i.test(text)) {
    context.addIssue('is not a connection string of Communication Services');
    return z.NEVER;
  }
  const root = serviceRoot.safeParse(endpoint);
  for (const { message } of root.error?.issues ?? []) context.addIssue(`its endpoint ${message}`);
  return parts === null ? { endpoint: root.data ?? endpoint } : { connectionString: text.replace(/;$/, '') };
});
