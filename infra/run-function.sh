#!/usr/bin/env bash
# Runs a function of PIM Report now instead of at its time, and waits until it has ended. The app takes no calls from
# outside, and Azure can stop a timer that was started by a call: so this sets the schedule of the function to every ten
# minutes, waits for the run in the logs, and sets the schedule back, whatever happens. Each change restarts the app.
# Needs the Azure CLI, signed in (az login) as Website Contributor of the app and Reader of the resource group.
#
#   infra/run-function.sh RESOURCE_GROUP APP collectAuditEvents
#
# Functions: collectAuditEvents, sendWeeklyReport, sendCorrections, sendAlerts. APP is the output functionAppName.
set -euo pipefail
# shellcheck source=infra/lib/azure.sh
. "$(dirname "$0")/lib/azure.sh"

[[ $# -eq 3 && -n "$1" && -n "$2" ]] || fail 'needs RESOURCE_GROUP APP FUNCTION' 2
group="$1" app="$2" function="$3"
find_schedule "$function" ||
  fail "there is no function '$function': ${functions[*]} or $alert_function" 2
find_site "$group" "$app"
alerts="$(setting ALERTS)"
grep -qx "$function" <<<"$(expected_functions "$alerts")" || fail "$function exists only where ALERTS is set" 2
connection="$(setting APPLICATIONINSIGHTS_CONNECTION_STRING)"
find_workspace "$connection" ||
  fail "the workspace that $app logs to could not be found, without which nobody can say how the run ended: you need Reader on $group"

before="$(setting "$schedule_setting")"
# The schedule of a script that was cut off is not the one to go back to.
if [[ -z "$before" || "$before" == "$passing_schedule" ]]; then before="$schedule_default"; fi

# set_schedule SCHEDULE: sets the schedule of the function. This restarts the app.
set_schedule() {
  az functionapp config appsettings set --resource-group "$group" --name "$app" --output none \
    --settings "$schedule_setting=$1" 2>"$errors"
}
# Called by the trap.
# shellcheck disable=SC2317
set_back() {
  set_schedule "$before" || echo "run-function: $schedule_setting could not be set back; do it by: az functionapp config appsettings set --resource-group $group --name $app --settings \"$schedule_setting=$before\"" >&2
  rm -f "$errors" "$answer"
}

since="$(date -u +%Y-%m-%dT%H:%M:%SZ)"
answer="$(mktemp)"
# From here on, only a failure expands $(...) in this shell: a trap that bash runs meanwhile can fail ("unexpected EOF").
trap set_back EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
set_schedule "$passing_schedule" ||
  fail "the schedule could not be set: $(explain_error)"
tell "$function starts within ten minutes; logs show up some minutes after its end. Leave this running: it sets $schedule_setting back."
# Ten minutes to the start, 30 that a run may take, ten for the logs.
for ((look = 1; look <= 100; look += 1)); do
  sleep 30
  # A line a minute shows that the script still runs.
  [[ $((look % 2)) -ne 0 ]] || tell "Waiting for the run of $function: $((look / 2)) of at most 50 minutes."
  (ask_workspace function-run.kql "function=$function" "since=$since") >"$answer" || continue
  IFS=$'\t' read -r succeeded reason <"$answer" || [[ -n "$succeeded" ]] || continue
  [[ "$succeeded" == yes ]] || fail "$function failed: ${reason:-the log of the app says why (docs/operate.md, Logs)}"
  echo "$function: done"
  exit
done
fail "no run of $function shows in the logs after 50 minutes: infra/check-deployment.sh $group $app says what is wrong"
