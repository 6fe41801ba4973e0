import { RestError } from '@azure/core-rest-pipeline';

/** Returns what the service gives, or something else where it answers with one of these statuses. */
export async function unless<T, Else>(
  statuses: readonly number[],
  otherwise: Else,
  ask: () => Promise<T>,
): Promise<T | Else> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RestError && statuses.includes(error.statusCode ?? 0)) return otherwise;
    throw error;
  }
}
