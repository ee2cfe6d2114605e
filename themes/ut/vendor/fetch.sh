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

cp "$here"/package.json "$here"/package-lock.json "$here"/echarts.js "$here"/search.js "$here"/sfnt.js "$work"/
cd "$work"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
mkdir vendor fonts

npx --no-install esbuild echarts.js --bundle --minify --format=iife --global-name=echarts --target=es2017 \
	--charset=utf8 --legal-comments=none --define:process.env.NODE_ENV='"production"' \
	--banner:js='/*! Apache ECharts 6.1.0 (Apache-2.0), with zrender 6.1.0 (BSD-3-Clause) and tslib 2.3.0 (0BSD), bundled. The licences are beside this file. */' \
	--log-level=warning --outfile=vendor/echarts.min.js

cp node_modules/echarts/LICENSE vendor/LICENSE-echarts
cp node_modules/echarts/NOTICE vendor/NOTICE-echarts
cp node_modules/zrender/LICENSE vendor/LICENSE-zrender
cp node_modules/tslib/LICENSE.txt vendor/LICENSE-tslib

# The package has 24 languages in one file of 870 kB; two are wanted.
awk '/^    var [a-z]+Stemmer = / { skip = !/ (dutch|english)Stemmer/ }
	!skip && (!/^ +[a-z]+: [a-z]+Stemmer,?$/ || / (dutch|english)Stemmer/)
	/^    }\(SnowballStemmer\);/ { skip = 0 }' node_modules/snowball-stemmers/snowball-stemmers.js >stemmers.js
npx --no-install esbuild search.js --bundle --minify --format=iife --global-name=monitorSearchKit --target=es2018 \
	--charset=utf8 --legal-comments=none \
	--banner:js='/*! MiniSearch 7.2.0 (MIT), and Dutch and English of snowball-stemmers 0.6.0 (BSD-3-Clause), bundled. The licences are beside this file. */' \
	--log-level=warning --outfile=vendor/search.min.js

cp node_modules/minisearch/LICENSE.txt vendor/LICENSE-minisearch
# The package has no text of its licence. Its repository has this one; its package.json names ISC, which asks less.
cat >vendor/LICENSE-snowball-stemmers <<'END'
BSD 3-Clause License

Copyright (c) 2018, Oleg Mazko (the stemmers in JavaScript)
Copyright (c) 2001, Dr Martin Porter (Snowball, of which they are a port)
Copyright (c) 2002, Richard Boulton (Snowball)
All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

* Redistributions of source code must retain the above copyright notice, this
  list of conditions and the following disclaimer.

* Redistributions in binary form must reproduce the above copyright notice,
  this list of conditions and the following disclaimer in the documentation
  and/or other materials provided with the distribution.

* Neither the name of the copyright holder nor the names of its
  contributors may be used to endorse or promote products derived from
  this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
END

source_sans=node_modules/@fontsource-variable/source-sans-3
cp $source_sans/files/source-sans-3-latin-wght-normal.woff2 $source_sans/files/source-sans-3-latin-wght-italic.woff2 fonts/
for face in 300-normal 400-normal 400-italic 600-normal; do
	cp node_modules/@fontsource/source-sans-3/files/source-sans-3-latin-$face.woff2 fonts/
done
for face in 400-normal 600-normal; do
	node sfnt.js node_modules/@fontsource/source-sans-3/files/source-sans-3-latin-$face.woff fonts/source-sans-3-latin-$face.ttf
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
