#!/usr/bin/env bash
# Checks a deployment of PIM Report from outside, by Azure Resource Manager and Graph alone: it calls nothing of the
# app, opens nothing and changes nothing. Each line says what was found; a line that failed says what to do. Ends with 1
# when something must be done. Needs the Azure CLI, signed in (az login) as Website Contributor of the app, which reads
# its settings, and Reader of the resource group.
#
#   infra/check-deployment.sh RESOURCE_GROUP APP
#
# APP is the output functionAppName; in a hook of azd both may be left out.
set -euo pipefail
# shellcheck source=infra/lib/azure.sh
. "$(dirname "$0")/lib/azure.sh"
# shellcheck source=infra/lib/graph-permissions.sh
. "$(dirname "$0")/lib/graph-permissions.sh"

group="${1:-${AZURE_RESOURCE_GROUP:-}}" app="${2:-${functionAppName:-}}"
[[ $# -le 2 && -n "$group" && -n "$app" ]] || fail 'needs RESOURCE_GROUP APP' 2
here="$(dirname "$0")"
failures=0
# azd skips a template and parameters that have not changed since it last deployed them, unless --no-state is given.
redeploy='deploy the template again (with azd: azd provision --no-state)'

ok() { echo "ok      $1"; }
# failed FOUND FIX
failed() {
  failures=$((failures + 1))
  printf 'FAILED  %s\n        fix: %s\n' "$1" "$2"
}
# note FOUND FIX: not yet known, or not yet done.
note() { printf 'note    %s\n        %s\n' "$1" "$2"; }

check_app() {
  if [[ "$site_state" == Running ]]; then
    ok "app: $app is running"
  else
    failed "app: $app is ${site_state:-in an unknown state}" "az functionapp start --resource-group $group --name $app"
  fi
}

check_functions() {
  local expected indexed missing disabled
  expected="$(expected_functions "$(value_of ALERTS)")"
  indexed="$(rest get "$site/functions?$web_api" --query "value[].[properties.name, properties.isDisabled]" --output tsv)" || {
    failed "functions: could not be read: $(explain_error)" "you need Website Contributor on $app"
    return
  }
  missing="$(missing_functions "$expected" "$(cut -f 1 <<<"$indexed")")"
  disabled="$(awk -F '\t' '$2 == "True" { print $1 }' <<<"$indexed" | paste -sd ' ' -)"
  if [[ -n "$missing" ]]; then
    failed "functions: Azure does not list $missing" \
      "npm run package && $here/deploy-code.sh $group $app; if it deployed before, the log says why the app does not start (docs/operate.md); behind a firewall of yours, see docs/deploy.md, What the app must reach"
  elif [[ -n "$disabled" ]]; then
    failed "functions: $disabled disabled" 'enable them in the portal: the function app, Functions'
  else
    ok "functions: $(paste -sd ' ' - <<<"$expected")"
  fi
}

# Settings without which no report comes; the template sets them.
required=(AzureWebJobsStorage__blobServiceUri AZURE_CLIENT_ID AUDIT_STORAGE__tableServiceUri AUDIT_STORAGE__blobServiceUri
  COMMUNICATION_SERVICES__endpoint REPORT_SENDER REPORT_RECIPIENTS APPLICATIONINSIGHTS_CONNECTION_STRING)
optional=(ALERTS GRAPH_ENDPOINT STANDING_ACCESS COLLECT_SCHEDULE REPORT_SCHEDULE CORRECTION_SCHEDULE ALERT_SCHEDULE)
values=''
value_of() { sed -n "s/^$1=//p" <<<"$values"; }
# host_of SETTING: the host of a setting that holds an address.
host_of() { value_of "$1" | sed -E 's|^https://([^/]+).*|\1|'; }

check_settings() {
  local name query='' empty='' function
  for name in "${required[@]}" "${optional[@]}"; do query+=",join('=', ['$name', properties.$name || ''])"; done
  values="$(rest post "$site/config/appsettings/list?$web_api" --query "[${query#,}]" --output tsv)" || {
    failed "settings: could not be read: $(explain_error)" "you need Website Contributor on $app"
    return
  }
  for name in "${required[@]}"; do [[ -n "$(value_of "$name")" ]] || empty+=" $name"; done
  if [[ -n "$empty" ]]; then
    failed "settings: not set:$empty" "$redeploy, with its parameters"
  else
    ok 'settings: storage, mail, sender, recipients and telemetry are set'
  fi
  for function in "${functions[@]}" "$alert_function"; do
    find_schedule "$function"
    if [[ "$(value_of "$schedule_setting")" == "$passing_schedule" ]]; then
      failed "settings: $schedule_setting is every ten minutes, left by a run-function.sh that was cut off" \
        "az functionapp config appsettings set --resource-group $group --name $app --output none --settings \"$schedule_setting=$schedule_default\""
    fi
  done
}

# Settings that are references to a Key Vault, such as the addresses of alert channels: whether the platform read each.
check_references() {
  local references name status vault secret fix unread=0
  references="$(rest get "$site/config/configreferences/appsettings?$web_api" \
    --query "value[].[name, properties.status, properties.vaultName, properties.secretName]" --output tsv)" || {
    note "Key Vault references: could not be read: $(explain_error)" "Reader on $app may read them"
    return
  }
  [[ -n "$references" ]] || return 0
  while IFS=$'\t' read -r name status vault secret; do
    [[ "$status" != Resolved ]] || continue
    unread=1
    case "$status" in
      AccessToKeyVaultDenied | UnauthorizedClient)
        fix="give the identity of $app the role \"Key Vault Secrets User\" on the vault, or deploy with alertsKeyVaultId; a vault with a firewall must let the app in" ;;
      SecretNotFound | SecretVersionNotFound)
        fix="az keyvault secret set --vault-name $vault --name $secret --value 'THE VALUE'" ;;
      VaultNotFound) fix="check the name of the vault in the setting: $vault" ;;
      *) fix='a reference is the address of a secret: https://VAULT.vault.azure.net/secrets/NAME' ;;
    esac
    failed "settings: $name, a reference to the secret $secret of $vault, was not read: $status" \
      "$fix; then az functionapp restart --resource-group $group --name $app"
  done <<<"$references"
  [[ $unread -ne 0 ]] || ok 'settings: every Key Vault reference was read'
}

check_roles() {
  local assignments missing='' role name resource host_account audit_account alerts rule immutable_id alert_rules=''
  host_account="$(host_of AzureWebJobsStorage__blobServiceUri)" audit_account="$(host_of AUDIT_STORAGE__tableServiceUri)"
  host_account="${host_account%%.*}" audit_account="${audit_account%%.*}"
  if [[ -z "$principal" ]]; then
    failed "roles: $app has no user-assigned identity" "$redeploy"
    return
  fi
  assignments="$(rest get "$resources/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&\$filter=principalId%20eq%20'$principal'" \
    --query 'value[].[properties.roleDefinitionId, properties.scope]' --output tsv)" || {
    note "roles: could not be read: $(explain_error)" "Reader on $group may read them"
    return
  }
  assignments="$(tr '[:upper:]' '[:lower:]' <<<"$assignments")"
  # Rules of this group that ALERTS sends rows to, as infra/modules/alert-table.bicep makes them.
  alerts="$(value_of ALERTS)"
  if [[ "$alerts" == *'"dcr-'* ]]; then
    while IFS=$'\t' read -r rule immutable_id; do
      [[ -z "$rule" || "$alerts" != *"\"$immutable_id\""* ]] ||
        alert_rules+="3913510d-42f4-4e42-8a64-420c390055eb|Monitoring Metrics Publisher|$rule"$'\n'
    done <<<"$(rest get "$resources/Microsoft.Insights/dataCollectionRules?api-version=2023-03-11" \
      --query 'value[].[id, properties.immutableId]' --output tsv || true)"
  fi
  # What infra/modules/permissions.bicep assigns.
  while IFS='|' read -r role name resource; do
    [[ -n "$role" ]] || continue
    awk -F '\t' -v role="$role" -v resource="$(tr '[:upper:]' '[:lower:]' <<<"$resource")" \
      'index($1, role) && index(resource, $2) == 1 { found = 1 } END { exit !found }' <<<"$assignments" ||
      missing+=", $name on ${resource##*/}"
  done <<END
b7e6dc6d-f1e8-4753-8033-0f276bb0955b|Storage Blob Data Owner|$resources/Microsoft.Storage/storageAccounts/$host_account
0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3|Storage Table Data Contributor|$resources/Microsoft.Storage/storageAccounts/$host_account
0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3|Storage Table Data Contributor|$resources/Microsoft.Storage/storageAccounts/$audit_account
ba92f5b4-2d11-453d-a403-e96b0029c9fe|Storage Blob Data Contributor|$resources/Microsoft.Storage/storageAccounts/$audit_account/blobServices/default/containers/pim-reports
ba92f5b4-2d11-453d-a403-e96b0029c9fe|Storage Blob Data Contributor|$resources/Microsoft.Storage/storageAccounts/$audit_account/blobServices/default/containers/pim-access
09976791-48a7-449e-bb21-39d1a415f350|Communication and Email Service Owner|$(sed -n 1p <<<"$mail")
3913510d-42f4-4e42-8a64-420c390055eb|Monitoring Metrics Publisher|$component
$alert_rules
END
  if [[ -n "$missing" ]]; then
    failed "roles: the identity lacks ${missing#, }" "$redeploy, as Owner of the resource group"
  else
    ok 'roles: the identity has what it needs on storage, mail and telemetry'
  fi
}

check_graph() {
  local granted root standing part id name missing='' names=''
  [[ -n "$principal" ]] || return 0
  root="$(value_of GRAPH_ENDPOINT)" root="${root:-https://graph.microsoft.com}"
  # Without --resource, az adds a token only for the roots that it knows.
  granted="$(rest get "$root/v1.0/servicePrincipals/$principal/appRoleAssignments?\$top=999" --resource "$root" \
    --query 'value[].appRoleId' --output tsv)" || {
    note "Graph permission: could not be read: $(explain_error)" \
      "a member of the tenant may read it, an app only with Application.Read.All; docs/deploy.md, The permission, has the command"
    return
  }
  if grep -qx "$(awk '$1 == "audit" { print $2 }' <<<"$permissions")" <<<"$granted"; then
    ok 'Graph permission: AuditLog.Read.All is granted'
  else
    failed 'Graph permission: AuditLog.Read.All is not granted' \
      "$here/grant-graph-permission.sh $principal, as Privileged Role Administrator"
  fi
  standing="$(value_of STANDING_ACCESS)" standing="${standing:-roles}"
  [[ "$standing" != off ]] || return 0
  while read -r part id name; do
    [[ ",${standing// /}," == *",$part,"* ]] || continue
    names+=", $name"
    grep -qx "$id" <<<"$granted" || missing+=", $name"
  done <<<"$permissions"
  if [[ -n "$missing" ]]; then
    note "standing access: ${missing#, } not granted, so the report does not know who holds access" \
      "$here/grant-graph-permission.sh $principal --standing-access ${standing// /}, as Privileged Role Administrator; or deploy with standingAccess=off"
  else
    ok "standing access: ${names#, } granted"
  fi
}

check_mail() {
  local domains domain management unverified name states sender
  sender="$(value_of REPORT_SENDER)"
  domains="$(sed 1d <<<"$mail")"
  if [[ -z "$mail" ]]; then
    failed "mail: $group has no Communication Service $(host_of COMMUNICATION_SERVICES__endpoint)" "$redeploy"
    return
  fi
  while IFS= read -r domain; do
    [[ -n "$domain" ]] || continue
    states="$(rest get "$domain?api-version=2026-03-18" \
      --query "[[properties.mailFromSenderDomain, properties.domainManagement, properties.verificationStates.Domain.status, properties.verificationStates.SPF.status, properties.verificationStates.DKIM.status, properties.verificationStates.DKIM2.status]]" \
      --output tsv)" || continue
    IFS=$'\t' read -r name management unverified <<<"$states"
    [[ "$name" == "${sender#*@}" ]] || continue
    if [[ "$management" == CustomerManaged && "$unverified" != $'Verified\tVerified\tVerified\tVerified' ]]; then
      failed "mail: $name is linked, but of Domain, SPF, DKIM and DKIM2 not all are verified: ${unverified//$'\t'/, }" \
        'portal: the Email Communication Service, Provision domains, Verify (docs/deploy.md, A domain of your own)'
    else
      ok "mail: $sender sends from a domain that is linked and verified"
    fi
    return
  done <<<"$domains"
  failed "mail: the domain of ${sender:-the sender} is not linked to the Communication Service" "$redeploy"
}

check_collection() {
  local row at succeeded recent reasons
  if [[ -z "$workspace" ]] || ! row="$(ask_workspace last-collection.kql)"; then
    note "last collection: the workspace could not be asked: $(explain_error)" "you need Log Analytics Reader on it"
    return
  fi
  IFS=$'\t' read -r at succeeded recent reasons <<<"$row"
  if [[ -z "$row" ]]; then
    note 'last collection: none yet' \
      "$here/run-function.sh $group $app collectAuditEvents starts one; logs show up five to ten minutes late"
  elif [[ "$succeeded" != yes ]]; then
    failed "last collection: $at UTC, failed: $reasons" 'docs/operate.md says what each reason means'
  elif [[ "$recent" != yes ]]; then
    failed "last collection: $at UTC, more than a day ago" \
      "az functionapp restart --resource-group $group --name $app; then $here/run-function.sh $group $app collectAuditEvents"
  else
    ok "last collection: $at UTC, succeeded"
  fi
}

find_site "$group" "$app"
check_app
check_settings
check_references
check_functions
find_workspace "$(value_of APPLICATIONINSIGHTS_CONNECTION_STRING)" || workspace=''
# The Communication Service: its id, and the domains that are linked to it, one a line.
mail="$(rest get "$resources/Microsoft.Communication/communicationServices?api-version=2026-03-18" \
  --query "value[?properties.hostName=='$(host_of COMMUNICATION_SERVICES__endpoint)'] | [0].[id, properties.linkedDomains][]" \
  --output tsv)" || mail=''
check_roles
check_graph
check_mail
check_collection
[[ $failures -eq 0 ]] || fail "$failures of these must be done"
