#!/usr/bin/env bash
# generate-site.sh CLIENT_NAME [SOURCE_URL]
# Makes a site through the REST API and tells how far it is. Without SOURCE_URL what the client told about the business
# is read from standard input: {"trade": "...", "services": [{"title": "..."}], "contact": {"phones": ["..."]}}
#   CHANTIER_URL    where Chantier listens (http://localhost:8080)
#   CHANTIER_TOKEN  an API token or an access token from POST /api/auth/token
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 2 ] || [ -z "$1" ]; then
  echo "usage: generate-site.sh CLIENT_NAME [SOURCE_URL]" >&2
  exit 2
fi
base="${CHANTIER_URL:-http://localhost:8080}"
base="${base%/}"
: "${CHANTIER_TOKEN:?set CHANTIER_TOKEN: see 'POST /api/auth/token'}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# A JSON string of any text.
quoted() {
  local text="$1" out='"' sign i
  for ((i = 0; i < ${#text}; i++)); do
    sign="${text:i:1}"
    case "$sign" in
      '"') out+='\"' ;;
      \\) out+='\\' ;;
      [[:cntrl:]]) out+=' ' ;;
      *) out+="$sign" ;;
    esac
  done
  printf '%s"' "$out"
}

# The token goes by a file, so that it is not seen in the list of processes.
call() {
  printf 'header = "Authorization: Bearer %s"\n' "$CHANTIER_TOKEN" >"$work/curl"
  curl --silent --show-error --config "$work/curl" --header 'Accept: application/json' --dump-header "$work/head" --output "$work/body" --write-out '%{http_code}' "$@"
}

# The first value of a field in the answer.
field() {
  { grep -oE "\"$1\"[[:space:]]*:[[:space:]]*(\"([^\"\\\\]|\\\\.)*\"|[0-9]+)" "$work/body" || true; } | head -n 1 | sed -E 's/^"[^"]*"[[:space:]]*:[[:space:]]*//; s/^"//; s/"$//'
}

refused() {
  echo "$(field title) $(field detail) $(field remedy)" >&2
  echo "($1 answered $2)" >&2
  exit 1
}

body="{\"name\":$(quoted "$1"),\"goal\":\"GENERATED\""
if [ -n "${2:-}" ]; then
  body+=",\"sourceUrl\":$(quoted "$2")"
elif [ -t 0 ]; then
  echo "generate-site.sh: give the SOURCE_URL of the old site, or what the client told on standard input (see the top of this file)" >&2
  exit 2
else
  body+=",\"wishes\":{\"business\":$(cat)}"
fi
body+='}'
status="$(call --request POST --header 'Content-Type: application/json' --header "Idempotency-Key: generate-$$-$(date +%s)" --data-binary "$body" "$base/api/sites")"
case "$status" in 2??) ;; *) refused "POST /api/sites" "$status" ;; esac

uuid='[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
job="$({ grep -ohE "/api/jobs/$uuid" "$work/head" "$work/body" || true; } | head -n 1 | sed 's#.*/##')"
[ -n "$job" ] || job="$({ grep -oE "\"job(Id)?\"[^}]*" "$work/body" || true; } | grep -oE "$uuid" | head -n 1 || true)"
[ -n "$job" ] || { echo "the site is made, but no job was named in the answer" >&2; exit 1; }

marks=(10 20 30 50 70 90)
words=("Préparation du répertoire client..." "Configuration du client..." "Analyse du site source..." "Génération du contenu..." "Personnalisation du design..." "Validation...")
told=0
while :; do
  status="$(call "$base/api/jobs/$job")"
  [ "$status" = 200 ] || refused "GET /api/jobs/$job" "$status"
  state="$(field state | tr '[:lower:]' '[:upper:]')"
  progress="$(field progress)"
  [ "$state" = SUCCEEDED ] && progress=100
  while [ "$told" -lt "${#marks[@]}" ] && [ "${progress:-0}" -ge "${marks[$told]}" ]; do
    echo "[${marks[$told]}%] ${words[$told]}"
    told=$((told + 1))
  done
  case "$state" in
    SUCCEEDED) echo "[100%] Génération terminée!"; exit 0 ;;
    FAILED | CANCELLED) refused "job $job" "$state" ;;
  esac
  sleep "${CHANTIER_POLL:-0.5}"
done
