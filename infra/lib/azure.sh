# shellcheck shell=bash
# The scripts that source this use the variables:
# shellcheck disable=SC2034
# Shared by the scripts of infra/: calls to Azure through the Azure CLI, and what the app is made of. A script sources
# it first. Nothing here writes to stdout but the answers that were asked for.

# Names of the functions. sendAlerts exists only where the app setting ALERTS holds channels.
functions=(collectAuditEvents sendWeeklyReport sendCorrections)
alert_function=sendAlerts

# The schedule that run-function.sh sets for a while: every ten minutes.
passing_schedule='0 */10 * * * *'

web_api='api-version=2025-03-01'
errors="$(mktemp)"
trap 'rm -f "$errors"' EXIT

# fail MESSAGE [EXIT_CODE]: prints one sentence and ends the script.
fail() {
  echo "$(basename "$0" .sh): $1" >&2
  exit "${2:-1}"
}

# tell MESSAGE: says what is waited for.
tell() { echo "$1" >&2; }

# rest METHOD URL [ARGUMENTS]: one call of az rest; prints the answer. URL may start with /subscriptions/.
# Returns 1 on an error, which is then in the file $errors.
rest() {
  local method="$1" url="$2"
  shift 2
  # Git Bash on Windows would rewrite a URL that starts with / into a path of Windows.
  MSYS_NO_PATHCONV=1 az rest --method "$method" --url "$url" "$@" 2>"$errors"
}

# explain_error: prints the error of the last call as one line that says what to do.
explain_error() {
  local said
  said="$(tr '\n' ' ' <"$errors")"
  case "$said" in
    *'az login'* | *AADSTS*) echo 'not signed in: run "az login", then this again' ;;
    *AuthorizationFailed* | *Authorization_RequestDenied* | *Forbidden*) echo "not allowed: ${said:0:300}" ;;
    *) echo "${said:0:300}" ;;
  esac
}

# find_site GROUP APP: sets site, the resource id of the app; site_state; principal, the object id of its identity;
# scm_host, its deployment site; and resources, what the ids of its group begin with. Fails when it cannot be read.
find_site() {
  local found
  command -v az >/dev/null || fail 'needs the Azure CLI (az); the Cloud Shell of the portal has it'
  found="$(rest get "/subscriptions/{subscriptionId}/resourceGroups/$1/providers/Microsoft.Web/sites/$2?$web_api" \
    --query "[id, properties.state || '', (identity.userAssignedIdentities.*.principalId | [0]) || '',
      (properties.hostNameSslStates[?hostType=='Repository'].name | [0]) || '', '.']" --output tsv)" ||
    case "$(<"$errors")" in
      *NotFound* | *'Not Found'*)
        fail "there is no app $2 in the resource group $1 of this subscription: take the output functionAppName, and see that \"az account show\" names the right subscription" ;;
      *) fail "the app $2 could not be read: $(explain_error)" ;;
    esac
  site="$(sed -n 1p <<<"$found")" site_state="$(sed -n 2p <<<"$found")"
  principal="$(sed -n 3p <<<"$found")" scm_host="$(sed -n 4p <<<"$found")"
  resources="${site%%/Microsoft.Web/*}"
}

# setting NAME: prints an app setting of $site; empty when it is not set.
setting() {
  local value
  value="$(rest post "$site/config/appsettings/list?$web_api" --query "properties.$1" --output tsv)" ||
    fail "the app settings could not be read: $(explain_error)"
  echo "$value"
}

# expected_functions ALERTS: prints the names of the functions that the app must have, one a line. ALERTS is the app
# setting of that name.
expected_functions() {
  local alerts="${1//[[:space:]]/}"
  printf '%s\n' "${functions[@]}"
  [[ -z "$alerts" || "$alerts" == '[]' ]] || echo "$alert_function"
}

# indexed_functions: prints the names of the functions that Azure lists for $site, one a line.
indexed_functions() {
  rest get "$site/functions?$web_api" --query 'value[].properties.name' --output tsv
}

# find_schedule FUNCTION: sets schedule_setting, the app setting with its schedule, and schedule_default; returns 1 when
# there is no such function.
find_schedule() {
  case "$1" in
    collectAuditEvents) schedule_setting=COLLECT_SCHEDULE schedule_default='0 30 1 * * *' ;;
    sendWeeklyReport) schedule_setting=REPORT_SCHEDULE schedule_default='0 0 7-19/2 * * 1' ;;
    sendCorrections) schedule_setting=CORRECTION_SCHEDULE schedule_default='0 0 4 * * *' ;;
    sendAlerts) schedule_setting=ALERT_SCHEDULE schedule_default='0 */15 * * * *' ;;
    *) return 1 ;;
  esac
}

# missing_functions EXPECTED INDEXED: prints those of the first list that the second lacks, on one line.
missing_functions() {
  comm -23 <(sort <<<"$1") <(sort <<<"$2") | paste -sd ' ' -
}

# find_workspace CONNECTION_STRING: sets component, the resource id of the Application Insights component that the app
# setting APPLICATIONINSIGHTS_CONNECTION_STRING names, and workspace, that of its workspace; returns 1 when unknown.
find_workspace() {
  local found
  component='' workspace=''
  found="$(rest get "$resources/Microsoft.Insights/components?api-version=2020-02-02" \
    --query "value[?properties.ConnectionString=='$1'].[id, properties.WorkspaceResourceId] | [0]" --output tsv)" ||
    return
  component="$(sed -n 1p <<<"$found")" workspace="$(sed -n 2p <<<"$found")"
  [[ -n "$workspace" ]]
}

# json_text TEXT: prints TEXT as a JSON string.
json_text() {
  local text="$1"
  text="${text//\\/\\\\}" text="${text//\"/\\\"}" text="${text//$'\n'/\\n}" text="${text//$'\t'/\\t}"
  echo "\"$text\""
}

# ask_workspace QUERY_FILE [NAME=VALUE]…: runs a query of infra/queries in $workspace, {NAME} replaced by VALUE, and
# prints the rows, values separated by tabs.
ask_workspace() {
  local folder query pair
  folder="$(dirname "${BASH_SOURCE[0]}")/../queries"
  query="$(<"$folder/tables.kql")
$(<"$folder/$1")"
  shift
  for pair in "$@"; do query="${query//\{${pair%%=*}\}/${pair#*=}}"; done
  rest post "$workspace/query?api-version=2017-10-01" --headers 'Content-Type=application/json' \
    --body "{\"query\":$(json_text "$query")}" --query 'tables[0].rows' --output tsv
}
