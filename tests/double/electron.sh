#!/bin/sh
# `electron` of the double: Playwright and `electron` start it when ELECTRON_OVERRIDE_DIST_PATH is this folder.
here=$(dirname "$(readlink -f "$0")")
for argument in "$@"; do
  case "$argument" in --inspect=* | --inspect) flags="$flags $argument" ;; esac
done
# shellcheck disable=SC2086 # each flag is a word of its own
exec "${ELECTRON_DOUBLE_NODE:-node}" $flags "$here/boot.cjs" "$@"
