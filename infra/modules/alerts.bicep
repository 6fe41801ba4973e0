import { texts } from '../types.bicep'

@description('Region of the alert rules.')
param location string

@description('Prefix of the names.')
param namePrefix string

@description('Tags of all alert resources.')
param tags texts

@description('Workspace that is queried.')
param workspaceId string

@description('E-mail addresses that alerts go to.')
param recipients string[]

@description('Hours without a successful collection after which the alert fires.')
param collectionStaleHours int

@description('Hours after Monday 00:00 UTC by which the report must have been sent.')
param reportDueHours int

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${namePrefix}-operators'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'PIM Report'
    emailReceivers: [
      for (recipient, index) in recipients: {
        name: 'operator-${index + 1}'
        emailAddress: recipient
        useCommonAlertSchema: true
      }
    ]
  }
}

// The queries ask for the events that the jobs emit (shared/jobs/telemetry.ts); a test holds them together.
var rules = [
  {
    name: 'job-failed'
    title: 'PIM Report: a job failed'
    text: 'The latest run of a job failed. The search result names the job and the reason.'
    severity: 1
    window: 'P1D'
    query: loadTextContent('../queries/job-failed.kql')
  }
  {
    name: 'collection-stale'
    title: 'PIM Report: no successful collection'
    text: 'No audit event has been collected with success for ${collectionStaleHours} hours. Entra keeps 30 days (7 in a free tenant): what is not collected by then is lost.'
    severity: 1
    window: 'P2D'
    query: replace(loadTextContent('../queries/collection-stale.kql'), '{staleHours}', string(collectionStaleHours))
  }
  {
    name: 'report-missing'
    title: 'PIM Report: no report this week'
    text: 'No report has been sent by ${reportDueHours} hours after Monday 00:00 UTC.'
    severity: 1
    window: 'P2D'
    query: replace(loadTextContent('../queries/report-missing.kql'), '{reportDueHours}', string(reportDueHours))
  }
  {
    name: 'coverage-incomplete'
    title: 'PIM Report: a day is not complete'
    text: 'A day of the ledger is partial, missing or lost, or a report was sent without all its days.'
    severity: 2
    window: 'P1D'
    query: loadTextContent('../queries/coverage-incomplete.kql')
  }
  {
    name: 'mail-refused'
    title: 'PIM Report: a mail was not accepted'
    text: 'The mail service did not accept a report. The search result names report and reason.'
    severity: 1
    window: 'P1D'
    query: loadTextContent('../queries/mail-refused.kql')
  }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: '${namePrefix}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: '${rule.text} What to do: docs/operate.md.'
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT1H'
      windowSize: rule.window == 'P2D' ? 'P1D' : rule.window
      overrideQueryTimeRange: rule.window == 'P2D' ? 'P2D' : null
      // One mail when it begins and one when it is over, not one an hour.
      autoMitigate: true
      // On the day of the deployment the workspace may not know its tables yet.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [actionGroup.id]
      }
    }
  }
]

@description('Resource id of the action group.')
output actionGroupId string = actionGroup.id
