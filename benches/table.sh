#!/usr/bin/env bash
# One comparable table of the whole job: `dedupe` on contacts of `generate`, from reading CSV to writing clusters.
# bash benches/table.sh [RECORDS …]
# Without numbers 10000, 100000 and 1000000. For 10000000 there must be 3 GB of room in the folder for temporary files.
# Candidates are the pairs that were scored; those of a second are of the stage that compares.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --locked --quiet --release --example generate --example dedupe
programs=${CARGO_TARGET_DIR:-target}/release/examples
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A number of the report: the first of the name, as the accounts of rules come after their sums.
reported() {
    sed -nE "/^ *\"$1\": ([0-9.]+),?$/{s//\1/p;q}" "$work/report.json"
}

if [[ $# -eq 0 ]]; then
    set -- 10000 100000 1000000
fi
printf '%10s %12s %8s %11s %12s %13s %9s\n' records 'CPU seconds' wall 'peak memory' candidates 'candidates/s' clusters
for records; do
    "$programs/generate" "$records" "$work" --seed 1 > /dev/null
    TIMEFORMAT='%U %S %R'
    { time "$programs/dedupe" "$work/records.csv" --clusters "$work/clusters.csv" --report "$work/report.json" \
        > "$work/summary" 2>&1; } 2> "$work/time" || { cat "$work/summary"; exit 1; }
    read -r user kernel wall < "$work/time"
    awk -v records="$records" -v user="$user" -v kernel="$kernel" -v wall="$wall" -v bytes="$(reported peak_memory_bytes)" \
        -v scored="$(reported scored)" -v seconds="$(reported compare)" -v clusters="$(reported clusters)" 'BEGIN {
            printf "%10d %12.1f %8.1f %8d MB %12d %13d %9d\n", records, user + kernel, wall, bytes / 1e6, scored, scored / seconds, clusters
        }'
done
