import { errorWords } from '../../../catalogue/error-codes';
import { quote } from '../../../text/quote';

/** Returns the reason of a failure for the end of a sentence: an error code in words, any other text in quotation marks. */
export function reasonWords(reason: string | null): string {
  if (reason === null || reason.trim() === '') return 'no reason was recorded';
  return errorWords(reason) ?? quote(reason);
}
