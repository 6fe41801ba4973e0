import { accessParts, type AccessPart } from '../../domain/access/access-endpoint';
import { choices } from '../text-schemas';

/** The `STANDING_ACCESS` setting: the parts to read, in the order of the domain. `off`, alone, yields none. */
export const accessSetting = choices([...accessParts, 'off']).transform((words, context): AccessPart[] => {
  if (words.includes('off') && words.length > 1)
    context.addIssue('"off" cannot be combined with other parts');
  const has = (part: AccessPart): boolean => words.includes(part);
  if (has('people') && !has('roles') && !has('groups'))
    context.addIssue('"people" reads the accounts of those who hold roles: add roles or groups');
  if (has('conditional-access') && !has('roles'))
    context.addIssue('"conditional-access" is compared with those who hold roles: add roles');
  return words.filter((word) => word !== 'off');
});
