/**
 * A service said no and will say no again until a person changes something: a permission, a licence, a sender.
 * The message is for that person: what was refused, by whom, and what to do. Trying other work there is pointless.
 */
export class Refusal extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Refusal';
  }
}

/** The mail service said no to a mail, or took it and gave it up: the report is made, and is not out. */
export class MailRefusal extends Refusal {}
