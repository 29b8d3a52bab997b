# Shared by build/run, build/test, build/build, build/lint and build/bindings. Sourced, never run.
#
# Every function checks first and acts only when something is missing, so a second run is fast. Nothing is written outside
# the repository except system packages and the caches of Go and npm.

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=$ROOT/build/.cache
LOGS=$CACHE/logs
TOOLS=$CACHE/bin
BINARY=$ROOT/build/bin/tributary

# Pinned tools. A new version is a change of its own.
GOLANGCI_VERSION=v2.12.2
MAILPIT_VERSION=v1.27.11

# Tags of the shipped program; `dev` gives the same program with its window served to a browser, for the tests.
TAGS_SHIPPED=desktop,production,webkit2_41
TAGS_BROWSER=dev,webkit2_41

cd "$ROOT"
mkdir -p "$LOGS" "$TOOLS"

say() { printf '%s\n' "$*"; }

# fail REASON: stops with the reason as the last line.
fail() {
  printf '\nStopped: %s\n' "$*" >&2
  exit 1
}

seconds_since() { printf '%d s' $((SECONDS - $1)); }

# logged NAME COMMAND…: runs the command with its output in build/.cache/logs/NAME.log; on failure shows its beginning and end (npm tells the
# reason first and its manual after it).
logged() {
  local log=$LOGS/$1.log
  shift
  "$@" >"$log" 2>&1 && return 0
  awk -v total="$(wc -l <"$log")" 'NR <= 15 || NR > total - 45 { print "    " $0 } NR == 15 && total > 60 { print "    …" }' "$log" >&2
  say "    (the whole output: ${log#"$ROOT"/})" >&2
  return 1
}

# prepare TITLE NAME COMMAND…: a step of the set-up. Its failure ends the script.
prepare() {
  local title=$1 name=$2 from=$SECONDS
  shift 2
  say "· $title …"
  logged "$name" "$@" || fail "$title did not work. The output stands above."
  say "  done in $(seconds_since "$from")"
}

# --- the machine ---------------------------------------------------------------------------------------------------------

need_linux() {
  [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null && return 0
  fail "this script sets up Debian and Ubuntu. Elsewhere, install by hand: Go as in go.mod, Node 20.19 or newer, a C compiler,
and on Linux the development files of GTK 3 and WebKitGTK 4.1. Then:
  (cd frontend && npm install --no-save && npm run build)
  go build -tags $TAGS_SHIPPED -o build/bin/tributary .      (on Windows and macOS without webkit2_41)"
}

need_go() {
  command -v go >/dev/null || fail "Go is not installed. Get it from https://go.dev/dl (the version in go.mod, or newer)."
  logged go-version go version || fail "the installed Go is older than go.mod asks for. Get a newer one from https://go.dev/dl."
}

need_node() {
  command -v node >/dev/null && command -v npm >/dev/null || fail "Node and npm are not installed. Get them from https://nodejs.org (20.19 or newer)."
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    fail "Node $(node --version) is too old: 20.19 or newer is needed."
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

has_command() { command -v "$1" >/dev/null 2>&1; }
has_library() { has_command pkg-config && pkg-config --exists "$1"; }
has_postgres() { has_command initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_browser() { find_browser >/dev/null; }
has_fonts() { has_command fc-list && [ -n "$(fc-list | head -n 1)" ]; }

# find_browser: the browser of the end-to-end tests; TRIBUTARY_BROWSER names another. It is asked for its version because Ubuntu
# has a `chromium-browser` that only tells where to get one.
find_browser() {
  local browser
  for browser in "${TRIBUTARY_BROWSER:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [ -n "$browser" ] && "$browser" --version >/dev/null 2>&1 && command -v "$browser" && return 0
  done
  return 1
}

# need_browser_source: Ubuntu's archive has no browser that runs without snap, so there it has to be there already.
need_browser_source() {
  has_browser || ! grep -q '^ID=ubuntu' /etc/os-release ||
    fail "the tests need a browser, and Ubuntu's packages have none. Install Google Chrome or Chromium, or name one in TRIBUTARY_BROWSER."
}

# missing_packages build|test: the Debian packages whose purpose nothing on this machine fulfils yet, one a line.
# It asks for the thing itself, not for the package: a browser or an office suite that came another way is left in peace.
missing_packages() {
  has_command gcc || say gcc libc6-dev
  has_command pkg-config || say pkg-config
  has_library gtk+-3.0 || say libgtk-3-dev
  has_library webkit2gtk-4.1 || say libwebkit2gtk-4.1-dev
  has_command dbus-run-session || say dbus
  has_fonts || say fontconfig fonts-dejavu-core
  [ "$1" = test ] || return 0
  has_command Xvfb || say xvfb
  has_command xauth || say xauth
  has_command xprop || say x11-utils
  has_command openbox || say openbox
  has_command xdotool || say xdotool
  has_command xfce4-panel || say xfce4-panel xfconf
  has_command gdbus || say libglib2.0-bin
  has_command import || say imagemagick
  has_browser || say chromium
  has_command gnome-keyring-daemon || say gnome-keyring
  has_command dunst || say dunst
  has_command xdg-mime || say xdg-utils
  has_command desktop-file-validate || say desktop-file-utils
  has_command soffice || say libreoffice-calc-nogui
  has_postgres || say postgresql
}

# install_packages PACKAGE…: installs them, and starts no service: a policy that says no stands in for the time of the installation.
install_packages() {
  local policy=/usr/sbin/policy-rc.d own_policy=no
  if [ ! -e "$policy" ]; then
    own_policy=yes
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
  fi
  local status=0
  { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"; } || status=$?
  [ "$own_policy" = no ] || as_root rm -f "$policy"
  return "$status"
}

# need_packages build|test
need_packages() {
  need_linux
  [ "$1" = build ] || need_browser_source
  local packages
  packages=$(missing_packages "$1" | tr '\n' ' ')
  [ -n "$packages" ] || return 0
  if [ "$(id -u)" != 0 ]; then
    has_command sudo || fail "these packages are missing: $packages. Install them as root, then start again."
    say "These packages are missing: $packages"
    sudo -v || fail "without the right to install packages this cannot go on. Ask for: apt-get install $packages"
  fi
  # shellcheck disable=SC2086 # the names are words of their own
  prepare "Installing $packages" packages install_packages $packages
  packages=$(missing_packages "$1" | tr '\n' ' ')
  [ -z "$packages" ] || fail "still missing after the installation: $packages"
}

# --- packages of the front end and tools ----------------------------------------------------------------------------------

# need_npm FOLDER: the packages of its lock file, unless they are what was installed last.
#
# `npm install --no-save` and not `npm ci`: optional packages for other platforms may be absent from a registry, and so from the lock
# file; `npm ci` then refuses. The versions are the locked ones either way, and the lock file stays as it is.
need_npm() {
  local folder=$1 stamp=$1/node_modules/.installed-from
  cat "$folder/package.json" "$folder/package-lock.json" | cmp -s - "$stamp" && return 0
  prepare "Installing the packages of $folder" "npm-${folder//\//-}" npm install --prefix "$folder" --no-save --no-audit --no-fund
  cat "$folder/package.json" "$folder/package-lock.json" >"$stamp.new" && mv "$stamp.new" "$stamp"
}

need_golangci() {
  local stamp=$TOOLS/golangci-lint.version
  [ "$(cat "$stamp" 2>/dev/null)" = "$GOLANGCI_VERSION" ] && return 0
  prepare "Building golangci-lint $GOLANGCI_VERSION (a few minutes, once)" golangci-install \
    env GOBIN="$TOOLS" go install "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$GOLANGCI_VERSION"
  say "$GOLANGCI_VERSION" >"$stamp"
}

# --- the program ----------------------------------------------------------------------------------------------------------

version() { git describe --tags --always --dirty 2>/dev/null || say development; }

# stale TARGET PATH…: true when TARGET is absent or any file below the paths is newer.
stale() {
  local target=$1
  shift
  [ ! -e "$target" ] || [ -n "$(find "$@" \( -name node_modules -o -name dist \) -prune -o -type f -newer "$target" -print -quit)" ]
}

build_frontend() { npm run --prefix frontend build; }

# need_frontend: frontend/dist as the sources are now.
need_frontend() {
  need_npm frontend
  stale frontend/dist/index.html frontend || return 0
  prepare "Building the screens" frontend-build build_frontend
}

# need_fake_screens: the same screens over the fake program, for the checks of states and layout.
need_fake_screens() {
  stale build/.cache/fake-screens/index.html frontend || return 0
  prepare "Building the screens over the fake program" frontend-build-fake npm run --prefix frontend build:fake
}

# go_program TAGS TARGET: the binary of package main.
go_program() {
  local stamp="-X main.version=$(version)"
  go build -tags "$1" -trimpath -ldflags "-s -w $stamp" -o "$2" .
}

# need_services: the real services the end-to-end tests run against.
need_services() {
  need_mailpit
  stale "$TOOLS/pocketbase" build/e2e/pocketbase || return 0
  prepare "Building PocketBase, the service for the tests" pocketbase-build go build -C build/e2e/pocketbase -trimpath -o "$TOOLS/pocketbase" .
}

# need_mailpit: the mail server the tests send to.
need_mailpit() {
  local stamp=$TOOLS/mailpit.version
  [ "$(cat "$stamp" 2>/dev/null)" = "$MAILPIT_VERSION" ] && return 0
  prepare "Building Mailpit $MAILPIT_VERSION, the mail server for the tests" mailpit-install \
    env GOBIN="$TOOLS" go install "github.com/axllent/mailpit@$MAILPIT_VERSION"
  say "$MAILPIT_VERSION" >"$stamp"
}

need_binary() { prepare "Building the program" go-build go_program "$TAGS_SHIPPED" "$BINARY"; }
