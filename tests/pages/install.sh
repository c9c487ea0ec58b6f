#!/bin/sh
# Chromium prints the briefs and pdftotext reads the pages; both are Debian packages.
set -eu
if command -v chromium >/dev/null && command -v pdftotext >/dev/null; then
  exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "tests/pages need the programs chromium and pdftotext: install them and run this again" >&2
  exit 1
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium poppler-utils >/dev/null
