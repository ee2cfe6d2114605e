#!/bin/sh
# Makes the vendored files anew from the npm packages that package-lock.json pins by checksum.
#
#   sh fetch.sh           replace the files and the checksums in README.md
#   sh fetch.sh --check   only compare: exit 1 if a file here is not what the packages give
#
# Needs node and npm. Installs into a temporary folder, runs no install script, leaves nothing behind.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
check=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp "$here"/package.json "$here"/package-lock.json "$here"/entry.js "$work"/
cd "$work"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
mkdir vendor fonts

npx --no-install esbuild entry.js --bundle --minify --format=iife --global-name=echarts --target=es2017 \
	--charset=utf8 --legal-comments=none --define:process.env.NODE_ENV='"production"' \
	--banner:js='/*! Apache ECharts 6.1.0 (Apache-2.0), with zrender 6.1.0 (BSD-3-Clause) and tslib 2.3.0 (0BSD), bundled. The licences are beside this file. */' \
	--log-level=warning --outfile=vendor/echarts.min.js

cp node_modules/echarts/LICENSE vendor/LICENSE-echarts
cp node_modules/echarts/NOTICE vendor/NOTICE-echarts
cp node_modules/zrender/LICENSE vendor/LICENSE-zrender
cp node_modules/tslib/LICENSE.txt vendor/LICENSE-tslib

source_sans=node_modules/@fontsource-variable/source-sans-3
cp $source_sans/files/source-sans-3-latin-wght-normal.woff2 $source_sans/files/source-sans-3-latin-wght-italic.woff2 fonts/
for face in 300-normal 400-normal 400-italic 600-normal; do
	cp node_modules/@fontsource/source-sans-3/files/source-sans-3-latin-$face.woff2 fonts/
done
cp $source_sans/LICENSE fonts/LICENSE-source-sans-3
# The package leaves out whose font it is. The font itself says it, in its table of names.
printf '%s\n' 'Source Sans 3' '© 2023 Adobe (http://www.adobe.com/), with Reserved Font Name ‘Source’' >fonts/NOTICE-source-sans-3

failed=0
for file in vendor/* fonts/*; do
	sum=$(sha256sum "$file" | cut -d' ' -f1)
	if [ "$check" = --check ]; then
		if ! cmp -s "$file" "$here/../$file"; then
			echo "$file: not what the packages give" >&2
			failed=1
		elif ! grep -qF "| \`$file\` | $sum |" "$here/README.md"; then
			echo "$file: README.md does not name its checksum $sum" >&2
			failed=1
		fi
	else
		mkdir -p "$here/../$(dirname "$file")"
		cp "$file" "$here/../$file"
		sed "s#^| \`$file\` | [0-9a-f]* |#| \`$file\` | $sum |#" "$here/README.md" >"$work/README.md"
		cp "$work/README.md" "$here/README.md"
		if ! grep -qF "| \`$file\` | $sum |" "$here/README.md"; then
			echo "$file: README.md has no line for it" >&2
			failed=1
		fi
	fi
done
exit $failed
