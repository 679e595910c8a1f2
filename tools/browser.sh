#!/bin/sh
# Find Chromium and a Chinese font for the tests of the page; install them, and a font that has the lights of
# the ledger, where that is one command away: apt-get is there, and one is root or may use sudo without a password. Never fails: tests and pictures
# say themselves what they miss.
set -u

is_ready() {
	for name in chromium chromium-browser google-chrome google-chrome-stable; do
		if command -v "$name" >/dev/null 2>&1; then
			[ -n "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ] && return 0
		fi
	done
	return 1
}

is_ready && exit 0
command -v apt-get >/dev/null 2>&1 || exit 0
if [ "$(id -u)" = 0 ]; then
	as_root=""
elif sudo -n true 2>/dev/null; then
	as_root="sudo"
else
	exit 0
fi
echo "正在安装 Chromium 和中文字体……"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq >/dev/null 2>&1
$as_root apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fonts-noto-color-emoji >/dev/null 2>&1 ||
	echo "没有装上 Chromium，页面的测试会跳过。"
exit 0
