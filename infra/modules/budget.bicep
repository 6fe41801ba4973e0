@description('Name of the budget.')
param name string

@description('What may be spent a month, in the billing currency.')
param amount int

@description('First day of the month from which the budget counts, as 2026-11-01.')
param startDate string

@description('E-mail addresses that are warned.')
param recipients string[]

@description('Action groups that are warned.')
param actionGroupIds string[]

// Counts the whole resource group: PIM Report should have one of its own.
resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: startDate
    }
    notifications: {
      actual80: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: recipients
        contactGroups: actionGroupIds
      }
      forecast100: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: recipients
        contactGroups: actionGroupIds
      }
    }
  }
}
