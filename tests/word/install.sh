#!/bin/sh
# LibreOffice opens the papers in Word, with fonts that are as wide as those of Word; all are Debian packages.
set -eu
if command -v soffice >/dev/null && [ -d /usr/share/fonts/truetype/liberation ]; then
  exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "tests/word need the program soffice and the Liberation fonts: install them and run this again" >&2
  exit 1
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  libreoffice-writer-nogui fonts-liberation fonts-dejavu-core >/dev/null
