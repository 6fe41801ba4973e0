import { texts } from '../types.bicep'

@description('Region of the alert rules.')
param location string

@description('Prefix of the names.')
param namePrefix string

@description('Tags of all alert resources.')
param tags texts

@description('Workspace that is queried.')
param workspaceId string

@description('Resource id of an existing action group; empty = create one.')
param existingActionGroupId string

@description('Name of the action group that is created.')
param actionGroupName string

@description('E-mail addresses that the created action group sends alerts to.')
param recipients string[]

@description('Hours without a successful collection after which the alert fires.')
param collectionStaleHours int

@description('Hours after Monday 00:00 UTC by which the report must have been sent.')
param reportDueHours int

@description('Name of the function app, for the commands in the alerts.')
param functionAppName string

@description('Address of the repository whose docs/operate.md the alerts link to, as git knows it; empty = no link.')
param repositoryUrl string

@description('True if channels of immediate alerts are configured: then a day without a successful run fires an alert.')
param alertsConfigured bool

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = if (empty(existingActionGroupId)) {
  name: actionGroupName
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

var usedActionGroupId = empty(existingActionGroupId) ? actionGroup.id : existingActionGroupId

// Every query starts with this: the tables, or empty ones until the workspace has them.
var tables = loadTextContent('../queries/tables.kql')

// The page that says what to do; the heading of the alert is its anchor. The address of a git remote may contain a user
// and a token, which are left out.
var isWebAddress = contains(repositoryUrl, '://')
var hostAndPath = last(split(last(split(repositoryUrl, '://')), '@'))
var address = 'https://${isWebAddress ? hostAndPath : replace(hostAndPath, ':', '/')}'
var repository = endsWith(address, '.git') ? substring(address, 0, max(0, length(address) - 4)) : address
var page = empty(repositoryUrl)
  ? 'docs/operate.md'
  : contains(repository, '/_git/') ? '${repository}?path=/docs/operate.md' : '${repository}/blob/main/docs/operate.md'
var target = '${resourceGroup().name} ${functionAppName}'
var check = 'infra/check-deployment.sh ${target}'

// A test checks that the queries use only events that the jobs log.
var rules = [
  {
    name: 'job-failed'
    title: 'PIM Report: a job failed'
    text: 'The latest run of a job failed. The search result names the job and the reason.'
    command: check
    severity: 1
    window: 'P1D'
    query: loadTextContent('../queries/job-failed.kql')
  }
  {
    name: 'collection-stale'
    title: 'PIM Report: no successful collection'
    command: check
    text: 'No collection has succeeded for ${collectionStaleHours} hours. Entra keeps 30 days (7 in a free tenant): events that are not collected by then are lost.'
    severity: 1
    window: 'P2D'
    query: replace(loadTextContent('../queries/collection-stale.kql'), '{staleHours}', string(collectionStaleHours))
  }
  {
    name: 'report-missing'
    title: 'PIM Report: no report this week'
    command: 'infra/run-function.sh ${target} sendWeeklyReport'
    text: 'The mail of a report was not sent within ${reportDueHours} hours after Monday 00:00 UTC. The search result names the reports.'
    severity: 1
    window: 'P2D'
    query: replace(loadTextContent('../queries/report-missing.kql'), '{reportDueHours}', string(reportDueHours))
  }
  {
    name: 'coverage-incomplete'
    title: 'PIM Report: a day is not complete'
    command: 'infra/run-function.sh ${target} collectAuditEvents'
    text: 'A day of the ledger is partial, missing or lost, or a report was sent without all its days.'
    severity: 2
    window: 'P1D'
    query: loadTextContent('../queries/coverage-incomplete.kql')
  }
  {
    name: 'mail-refused'
    title: 'PIM Report: a mail was not accepted'
    command: check
    text: 'The mail service did not accept a report. The search result names the report and the reason.'
    severity: 1
    window: 'P1D'
    query: loadTextContent('../queries/mail-refused.kql')
  }
  {
    name: 'alerts-failing'
    title: 'PIM Report: immediate alerts are not delivered'
    command: check
    text: 'A channel of immediate alerts has failed in three runs, an alert was given up, the last three runs failed, or no run has succeeded for a day. The search result names the channel and the reason.'
    severity: 1
    window: 'P1D'
    query: replace(loadTextContent('../queries/alerts-failing.kql'), '{alertsConfigured}', string(alertsConfigured))
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
      description: '${rule.text} First, in a clone: ${rule.command} – then read ${page}#${toLower(replace(replace(rule.title, ':', ''), ' ', '-'))}'
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT1H'
      windowSize: rule.window == 'P2D' ? 'P1D' : rule.window
      overrideQueryTimeRange: rule.window == 'P2D' ? 'P2D' : null
      // One mail when the alert fires and one when it is resolved, not one per hour.
      autoMitigate: true
      // On the day of the deployment the workspace does not have its tables yet.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: '${tables}${rule.query}'
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
        actionGroups: [usedActionGroupId]
      }
    }
  }
]

@description('Resource id of the action group.')
output actionGroupId string = usedActionGroupId
