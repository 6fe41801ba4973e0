/** Returns the id of a mail's operation at the mail service: the same at every call. */
export type OperationIdOf = (report: string, edition: string, attempt: number) => string;
