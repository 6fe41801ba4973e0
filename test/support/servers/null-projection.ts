import type { TableClient } from '@azure/data-tables';

/**
 * Makes the emulator's responses to a table client like those of the service: a selected property that a row lacks is
 * null (Azurite issue 2535).
 */
export function answerLikeTheService(table: TableClient): TableClient {
  table.pipeline.addPolicy(
    {
      name: 'nullProjection',
      async sendRequest(request, next) {
        const response = await next(request);
        const selected = new URL(request.url).searchParams.get('$select')?.split(',') ?? [];
        if (selected.length === 0 || !response.bodyAsText) return response;
        const body = JSON.parse(response.bodyAsText) as { value?: Record<string, unknown>[] };
        const nothing = Object.fromEntries(selected.map((name) => [name, null]));
        const value = (body.value ?? []).map((row) => ({ ...nothing, ...row }));
        return { ...response, bodyAsText: JSON.stringify({ ...body, value }) };
      },
    },
    { phase: 'Sign' },
  );
  return table;
}
