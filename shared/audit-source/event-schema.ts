import * as z from 'zod';

const text = z.string().nullish();

/** Values are documented as strings; numbers and booleans are accepted too, since nothing guarantees it. */
const looseText = z.union([z.string(), z.number(), z.boolean()]).transform(String).nullish();

/** A list whose null items are dropped: one of them must not make the whole event unreadable. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item.nullable())
    .transform((items) => items.filter((each) => each !== null))
    .nullish();

const modifiedProperty = z.object({ displayName: text, oldValue: looseText, newValue: looseText });

const targetResource = z.object({
  id: text,
  displayName: text,
  type: text,
  userPrincipalName: text,
  modifiedProperties: listOf(modifiedProperty),
});

/**
 * A Graph `directoryAudit` as it arrives: keys may be null or absent, unknown keys are ignored (the raw text is stored).
 * Only the id, the time and the name are required.
 * Source: Graph v1.0 resource type directoryAudit, and recorded events.
 */
export const directoryAudit = z.object({
  id: z.string().min(1),
  activityDateTime: z.string(),
  activityDisplayName: z.string().trim().min(1),
  loggedByService: text,
  category: text,
  correlationId: text,
  operationType: text,
  result: text,
  resultReason: text,
  initiatedBy: z
    .object({
      user: z.object({ id: text, displayName: text, userPrincipalName: text, ipAddress: text }).nullish(),
      app: z.object({ appId: text, displayName: text, servicePrincipalId: text }).nullish(),
    })
    .nullish(),
  targetResources: listOf(targetResource),
  /** Not Graph's: an export names the tenant in its envelope, and the import keeps it with the event. */
  tenantId: text,
  additionalDetails: listOf(z.object({ key: text, value: looseText })),
});

/** A validated wire event. */
export type DirectoryAudit = z.infer<typeof directoryAudit>;

/** A target of a wire event. */
export type TargetResource = z.infer<typeof targetResource>;
