import { domainToASCII } from 'node:url';
import * as z from 'zod';
import { shown } from '../shown';
import { splitList } from '../text-schemas';

/**
 * A plain address: no name, comment, quotes or line end, each of which could carry another address or
 * header. Lengths are those of RFC 5321. Domains of other alphabets are written as xn--….
 */
const plainEmail = z
  .email()
  .max(254)
  .regex(/^[^@]{1,64}@/);

const isAddress = (text: string): boolean => plainEmail.safeParse(text).success;

/** Returns what is wrong with a text that is no plain address, as the end of a sentence. */
function addressProblem(text: string): string {
  const wrong = 'is not an e-mail address';
  if (/[\s<>"()]|^mailto:/i.test(text)) return `${wrong}; write the address alone`;
  const at = text.lastIndexOf('@') + 1;
  const domain = domainToASCII(text.slice(at));
  return isAddress(text.slice(0, at) + domain) ? `${wrong}; write the domain as ${domain}` : wrong;
}

/** One e-mail address. */
export const mailAddress = z
  .string()
  .trim()
  .superRefine((text, context) => {
    if (!isAddress(text)) context.addIssue(addressProblem(text));
  });

/** E-mail addresses separated by `,` or `;`. Duplicates are dropped; the last spelling is kept. */
export const mailAddresses = z.string().transform((text, context) => {
  const addresses = splitList(text);
  for (const address of addresses) {
    if (!isAddress(address)) context.addIssue(`${shown(address)} ${addressProblem(address)}`);
  }
  return distinctAddresses(addresses);
});

/** E-mail addresses as a text or as a list of single addresses. Duplicates are dropped in both. */
export const mailAddressList = z.union([
  mailAddresses,
  z.array(mailAddress).transform((addresses) => distinctAddresses(addresses)),
]);

/** Addresses without those that come again, in whatever case: the last spelling is kept. */
const distinctAddresses = (addresses: readonly string[]): string[] => [
  ...new Map(addresses.map((address) => [address.toLowerCase(), address])).values(),
];

/** Addresses that are not among others, in whatever case. */
export function addressesBeside(
  addresses: readonly string[],
  ...others: readonly (readonly string[])[]
): string[] {
  const taken = new Set(others.flat().map((address) => address.toLowerCase()));
  return addresses.filter((address) => !taken.has(address.toLowerCase()));
}
