import type { Answer, FaultScript, ReceivedRequest } from '../../../local/loopback-server';

const json = (body: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body,
});

/**
 * Makes a Graph server answer the query for PIM's events in the window that contains `at` with pages of these texts,
 * byte for byte. Other requests get the usual response.
 */
export function rawPages(raws: readonly string[], at: Date, pageSize: number): FaultScript {
  return ({ url, headers }: ReceivedRequest) => {
    const query = new URL(url, `http://${headers.host ?? ''}`);
    const page = /^raw-(\d+)$/.exec(query.searchParams.get('$skiptoken') ?? '');
    const [, from, to, rest] =
      /ge (\S+) and activityDateTime le (\S+) and (.*)/.exec(query.searchParams.get('$filter') ?? '') ?? [];
    const isMeant =
      rest === "loggedByService eq 'PIM'" && new Date(from ?? '') <= at && at < new Date(to ?? '');
    if (page === null && !isMeant) return undefined;
    const number = Number(page?.[1] ?? 0);
    const items = raws.slice(number * pageSize, (number + 1) * pageSize);
    const next = (number + 1) * pageSize < raws.length;
    const link = `${query.origin}${query.pathname}?$skiptoken=raw-${number + 1}`;
    return json(`{ "value" :[${items.join(' ,\n')}]${next ? `,"@odata.nextLink":"${link}"` : ''}}`);
  };
}
