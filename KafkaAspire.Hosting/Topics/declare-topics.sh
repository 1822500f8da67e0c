# Makes sure that topics exist as declared: creates what is missing, adds partitions where there are too few, and never takes anything away.
# What can't be reached without taking something away is an error that names what is declared and what is there.
#   bash -c "$(cat declare-topics.sh)" declare-topics "NAME PARTITIONS REPLICAS [KEY=VALUE]..." ...
# KAFKA_BOOTSTRAP_SERVERS: the brokers. KAFKA_CLIENT_PROPERTIES: settings of the client, a line each. KAFKA_CLIENT_AUTHORITY: certificates to trust, in PEM.
# KAFKA_SCRAM_USER, KAFKA_SCRAM_PASSWORD: a user that is created, or given that password, first. KAFKA_WAIT_SECONDS: how long to wait for the brokers.
set -u
export KAFKA_HEAP_OPTS="-Xmx128m" KAFKA_JVM_PERFORMANCE_OPTS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
PATH="$PATH:/opt/kafka/bin"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf '%s\n' "${KAFKA_CLIENT_PROPERTIES:-}" >"$folder/client.properties"
if [ -n "${KAFKA_CLIENT_AUTHORITY:-}" ]; then
  # A value of several lines, as a properties file writes them.
  printf 'ssl.truststore.type=PEM\nssl.truststore.certificates=%s\n' "${KAFKA_CLIENT_AUTHORITY//$'\n'/\\n}" >>"$folder/client.properties"
fi

# kafka-NAME.sh in Apache's image, kafka-NAME in Confluent's.
kafka() {
  local name=$1 tool
  shift
  tool=$(command -v "kafka-$name.sh" || command -v "kafka-$name") || { echo "error: this image has no kafka-$name" >&2; exit 1; }
  "$tool" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --command-config "$folder/client.properties" "$@"
}

describe() {
  kafka topics --describe >"$folder/topics" 2>"$folder/error"
}

deadline=$((SECONDS + ${KAFKA_WAIT_SECONDS:-120}))
until describe; do
  if ((SECONDS >= deadline)); then
    echo "error: $KAFKA_BOOTSTRAP_SERVERS did not answer within ${KAFKA_WAIT_SECONDS:-120} s:" >&2
    tail -n 5 "$folder/error" >&2
    exit 1
  fi
  sleep 1
done

if [ -n "${KAFKA_SCRAM_USER:-}" ]; then
  kafka configs --alter --entity-type users --entity-name "$KAFKA_SCRAM_USER" \
    --add-config "SCRAM-SHA-512=[password=$KAFKA_SCRAM_PASSWORD]" >/dev/null || exit 1
  echo "user $KAFKA_SCRAM_USER can log in"
fi

# One line a topic: "Topic: NAME  TopicId: ...  PartitionCount: 12  ReplicationFactor: 3  Configs: a=b,c=d", separated by tabs.
field() {
  printf '%s\n' "$1" | tr '\t' '\n' | sed -n "s/^ *$2: *//p"
}

# A value may hold commas itself (cleanup.policy=compact,delete): a part without "=" belongs to the one before.
setting() {
  printf '%s\n' "$1" | tr ',' '\n' | awk -v key="$2" '
    /=/ { current = $0; sub(/=.*/, "", current); value = $0; sub(/[^=]*=/, "", value); if (current == key) found = value; next }
    current == key { found = found "," $0 }
    END { print found }'
}

failed=0
conflict() {
  echo "error: topic $1: declared with $2, there with $3; $4" >&2
  failed=1
}

for declaration in "$@"; do
  # A declaration holds no blanks but those between its fields, and no wildcard may be expanded.
  set -f
  set -- $declaration
  set +f
  name=$1 partitions=$2 replicas=$3
  shift 3
  line=$(awk -F '\t' -v head="Topic: $name" '$1 == head && $0 ~ /PartitionCount:/' "$folder/topics")

  if [ -z "$line" ]; then
    settings=()
    for setting in "$@"; do settings+=(--config "$setting"); done
    # The first broker answers before the last one has joined.
    until kafka topics --create --if-not-exists --topic "$name" --partitions "$partitions" --replication-factor "$replicas" \
      ${settings[@]+"${settings[@]}"} >"$folder/error" 2>&1; do
      if ((SECONDS >= deadline)) || ! grep -qi 'replication.\?factor' "$folder/error"; then
        echo "error: topic $name could not be created:" >&2
        cat "$folder/error" >&2
        failed=1
        continue 2
      fi
      sleep 1
    done
    echo "topic $name created: $partitions partitions, $replicas replicas${*:+, $*}"
    continue
  fi

  there=$(field "$line" PartitionCount)
  if ((partitions < there)); then
    conflict "$name" "$partitions partitions" "$there" "partitions can't be taken away"
  elif ((partitions > there)); then
    kafka topics --alter --topic "$name" --partitions "$partitions" 2>"$folder/error" >/dev/null \
      || { echo "error: topic $name could not be widened:" >&2; cat "$folder/error" >&2; failed=1; continue; }
    echo "topic $name widened: $there -> $partitions partitions"
  else
    echo "topic $name is there: $there partitions"
  fi
  copies=$(field "$line" ReplicationFactor)
  [ "$copies" = "$replicas" ] || conflict "$name" "$replicas replicas" "$copies" "replicas are moved with kafka-reassign-partitions"
  configs=$(field "$line" Configs)
  for setting in "$@"; do
    value=$(setting "$configs" "${setting%%=*}")
    [ "$value" = "${setting#*=}" ] || conflict "$name" "$setting" "${value:-the default}" "change one of the two"
  done
done
exit $failed
