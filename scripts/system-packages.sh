#!/bin/sh
# Installs Chromium, fonts and an IMAP server for the tests where this may be done; otherwise names what is missing and goes on.
set -u
missing=""
[ -x /usr/bin/chromium ] || missing="$missing chromium"
fc-list 2>/dev/null | grep -qi "NotoSansCJK" || missing="$missing fonts-noto-cjk"
fc-list 2>/dev/null | grep -qi "NotoNaskhArabic\|NotoSansArabic" || missing="$missing fonts-noto-core"
[ -x /usr/sbin/dovecot ] || missing="$missing dovecot-imapd"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing:$missing"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
fi
echo "not installed:$missing (tests in a browser are skipped without chromium, tests with an IMAP server without dovecot-imapd; install with: apt-get install$missing)"
exit 0
