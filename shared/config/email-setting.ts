import type { EmailService } from './settings';
import { serviceRoot } from './fields';
import { shown } from './setting-problem';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The mail service: `COMMUNICATION_SERVICES` as a connection string (or a bare endpoint), else the endpoint used
 * with the managed identity. Null when neither is set. Problems are pushed to the list, without the access key.
 */
export function emailService(environment: Environment, problems: string[]): EmailService | null {
  const connection = environment.COMMUNICATION_SERVICES?.trim() ?? '';
  if (/^endpoint=/i.test(connection)) {
    const parts = /^endpoint=([^;]+);accesskey=(.+?);?$/i.exec(connection);
    if (parts !== null && endpoint('COMMUNICATION_SERVICES', parts[1] ?? '', problems) === null) return null;
    if (parts !== null) return { connectionString: connection.replace(/;$/, '') };
  }
  if (/^https?:/i.test(connection)) return endpoint('COMMUNICATION_SERVICES', connection, problems);
  if (connection !== '') {
    problems.push(
      `COMMUNICATION_SERVICES holds ${connection.length} characters that are not a connection string. ` +
        'Example: endpoint=https://contoso.europe.communication.azure.com/;accesskey=…',
    );
    return null;
  }
  const plain = environment.COMMUNICATION_SERVICES__endpoint?.trim() ?? '';
  return plain === '' ? null : endpoint('COMMUNICATION_SERVICES__endpoint', plain, problems);
}

function endpoint(name: string, text: string, problems: string[]): EmailService | null {
  const parsed = serviceRoot.safeParse(text);
  if (parsed.success) return { endpoint: parsed.data };
  for (const issue of parsed.error.issues) {
    problems.push(
      `${name}: the endpoint ${shown(text)} ${issue.message}. Example: https://contoso.europe.communication.azure.com`,
    );
  }
  return null;
}
