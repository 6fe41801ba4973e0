import { RestError } from '@azure/core-rest-pipeline';
import type { ContainerClient } from '@azure/storage-blob';

/**
 * Makes sure that a container exists. An identity whose role ends at the container may not create it, nor ask for its
 * creation: when that is refused (403), a container that is there already is enough.
 * @throws the error of the creation when the container is not there, or cannot be seen either.
 */
export async function ensureContainer(container: ContainerClient, abortSignal: AbortSignal): Promise<void> {
  try {
    await container.createIfNotExists({ abortSignal });
  } catch (error) {
    if (!(error instanceof RestError) || error.statusCode !== 403) throw error;
    const isThere = await container.getProperties({ abortSignal }).then(
      () => true,
      () => false,
    );
    if (!isThere) throw error;
  }
}
