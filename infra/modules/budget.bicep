@description('Name of the budget.')
param name string

@description('Budget per month, in the billing currency.')
param amount int

@description('First day of the month in which the budget starts, e.g. 2026-11-01.')
param startDate string

@description('E-mail addresses that are warned.')
param recipients string[]

@description('Action groups that are warned.')
param actionGroupIds string[]

// Covers the whole resource group, so PIM Report should have its own.
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
