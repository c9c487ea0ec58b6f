#!/bin/sh
# Chromium prints the papers, pdftotext reads the pages (both are Debian packages), axe-core reads them for everybody.
set -eu
cd "$(dirname "$0")"
if [ ! -d node_modules/axe-core ]; then
  if ! command -v npm >/dev/null; then
    echo "tests/pages need the program npm: install it and run this again" >&2
    exit 1
  fi
  npm ci --no-audit --no-fund --silent
fi
if command -v chromium >/dev/null && command -v pdftotext >/dev/null; then
  exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "tests/pages need the programs chromium and pdftotext: install them and run this again" >&2
  exit 1
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium poppler-utils >/dev/null
