#!/usr/bin/env bash
# Deploys the code of PIM Report to its function app, and ends when Azure lists all its functions. Needs the Azure CLI,
# signed in (az login) as Contributor or Website Contributor of the app, and curl; the Cloud Shell has both.
#
#   infra/deploy-code.sh RESOURCE_GROUP APP [PACKAGE]
#
# APP is the output functionAppName; PACKAGE is out/pim-report.zip, which npm run package makes. Run again, it deploys
# again, which changes nothing. It never calls the app itself, which refuses all calls, but its deployment site.
set -euo pipefail
# shellcheck source=infra/lib/azure.sh
. "$(dirname "$0")/lib/azure.sh"

[[ $# -ge 2 && $# -le 3 && -n "$1" && -n "$2" ]] || fail 'needs RESOURCE_GROUP APP [PACKAGE]' 2
group="$1" app="$2" package="${3:-out/pim-report.zip}"
[[ -r "$package" ]] || fail "there is no package $package: run \"npm run package\" first" 2
command -v curl >/dev/null || fail 'needs curl'

find_site "$group" "$app"
[[ -n "$scm_host" ]] || fail "Azure names no deployment site for $app: is it a function app?"

answer="$(mktemp)" headers="$(mktemp)"
trap 'rm -f "$errors" "$answer" "$headers"' EXIT

token=''
# scm METHOD PATH [ARGUMENTS]: calls the deployment site; sets status to the HTTP status (000: no answer).
scm() {
  local method="$1" path="$2"
  shift 2
  if [[ -z "$token" ]]; then
    token="$(az account get-access-token --query accessToken --output tsv 2>"$errors")" ||
      fail "no token: $(explain_error)"
  fi
  # The token goes in by a file descriptor: arguments can be seen by other users of the machine.
  status="$(curl --silent --max-time 600 --request "$method" --output "$answer" --dump-header "$headers" \
    --write-out '%{http_code}' --config - "$@" "https://$scm_host$path" \
    <<<"header = \"authorization: Bearer $token\"")" || status=000
  # The next call gets a new token.
  if [[ "$status" == 401 ]]; then token=''; fi
}
# What the deployment site said, on one line.
said() { tr '\n' ' ' <"$answer" | cut -c 1-300; }

# field NAME: a number or text of the answer, which is one JSON object.
number() { grep -oE "\"$1\" *: *-?[0-9]+" "$answer" | head -n 1 | grep -oE -- '-?[0-9]+$' || true; }
text() { grep -oE "\"$1\" *: *\"([^\"\\\\]|\\\\.)*\"" "$answer" | head -n 1 | sed -E 's/^"[^"]*" *: *"(.*)"$/\1/' || true; }

# upload: sends the package; sets deployment to its id. Returns 1 when it is worth trying again.
upload() {
  scm POST '/api/publish?RemoteBuild=false' --header 'content-type: application/zip' --data-binary "@$package"
  case "$status" in
    200 | 202)
      deployment="$(tr -d '"[:space:]' <"$answer")"
      [[ "$deployment" =~ ^[A-Za-z0-9_-]+$ ]] || fail "the deployment site gave no id of a deployment: $(said)"
      ;;
    403)
      if grep -qi '^x-ms-forbidden-ip:' "$headers"; then
        fail "the deployment site refuses the address $(grep -i '^x-ms-forbidden-ip:' "$headers" | cut -d ' ' -f 2 | tr -d '\r'): add it to deploymentIpRanges"
      fi
      return 1
      ;;
    401 | 409 | 429 | 5?? | 000) return 1 ;;
    *) fail "the deployment site answered HTTP $status: $(said)" ;;
  esac
}

# follow: waits until the deployment has ended. Returns 1 when it failed because the storage refused the app, as it does
# while a role that was just assigned is not yet known everywhere.
follow() {
  local seen=false missed=0
  for _ in $(seq 120); do
    scm GET "/api/deployments/$deployment"
    case "$status" in
      200 | 202) seen=true ;;
      # The site that deploys can be replaced when it is done; ARM says below whether it worked.
      404) if "$seen"; then return; fi
        missed=$((missed + 1))
        [[ $missed -le 10 ]] || fail "the deployment site does not know the deployment $deployment that it began"
        sleep 5
        continue ;;
      403) fail "the deployment site answered HTTP $status in the middle of the deployment: $(said)" ;;
      *) sleep 5; continue ;;
    esac
    case "$(number status)" in
      4) return ;;
      3 | 6)
        case "$(said)" in
          *InaccessibleStorage* | *BlobUploadFailed* | *AuthorizationPermissionMismatch* | *'not authorized'*) return 1 ;;
          *) fail "the deployment failed: $(text status_text)" ;;
        esac ;;
      5) fail 'another deployment is under way: wait until it has ended, then run this again' ;;
      -1) fail 'the deployment was cancelled' ;;
      *) sleep 5 ;;
    esac
  done
  fail "the deployment has not ended after ten minutes: see https://$scm_host/api/deployments/$deployment"
}

tell "Deploying $package to $app …"
tries=20
until upload && follow; do
  tries=$((tries - 1))
  if [[ $tries -eq 0 ]]; then
    fail "the deployment is refused (HTTP $status) after ten minutes: you need Contributor or Website Contributor on $app, and its identity \"Storage Blob Data Owner\" on the storage account of the host. The last answer: $(said)"
  fi
  tell "Refused (HTTP $status). Roles that were just assigned can take minutes to be known everywhere; trying again in 30 s."
  sleep 30
done

tell 'Waiting until Azure lists the functions …'
alerts="$(setting ALERTS)"
expected="$(expected_functions "$alerts")"
for _ in $(seq 30); do
  indexed="$(indexed_functions)" || indexed=''
  missing="$(missing_functions "$expected" "$indexed")"
  if [[ -z "$missing" ]]; then
    echo "$app: $(wc -l <<<"$expected" | tr -d ' ') functions: $(paste -sd ' ' - <<<"$expected")"
    exit
  fi
  sleep 20
done
fail "the package was deployed, but after ten minutes Azure does not list $missing. The log of the app says why it does not start (docs/operate.md, Logs); behind a firewall of yours, see docs/deploy.md, What the app must reach. Then run this again"
