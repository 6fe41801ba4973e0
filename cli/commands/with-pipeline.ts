import { compose, type Pipeline } from '../../shared/composition';
import { loadSettings } from '../../shared/composition/load-settings';
import { withoutChannelSecrets } from '../../shared/config/settings/channel-secrets';
import type { Settings } from '../../shared/config/settings';
import type { CommandContext } from './command-context';
import { listen } from '../output/listen';

/** Reads the settings, composes the jobs, runs work with them, and releases the store whatever happens. */
export async function withPipeline<T>(
  context: CommandContext,
  options: { readonly send: boolean; readonly alert?: boolean },
  work: (pipeline: Pipeline, settings: Settings) => Promise<T>,
): Promise<T> {
  const { environment } = context;
  const settings = loadSettings(
    options.alert === true ? environment : withoutChannelSecrets(environment),
    options,
  );
  const pipeline = await compose(settings, listen(context));
  try {
    return await work(pipeline, settings);
  } finally {
    pipeline.close();
  }
}
