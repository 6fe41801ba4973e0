/** Returns the id of a mail at the mail service: the same at every call. */
export type MailId = (report: string, edition: string, attempt: number) => string;
