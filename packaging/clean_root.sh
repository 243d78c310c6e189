#!/usr/bin/env bash
# Proves that bare Debian with python3 and nothing else gets from this checkout to the end of a task.
# As root, with debootstrap and git: [SUITE=…] [CERTIFICATES=BUNDLE] clean_root.sh [TASK [ARGS]], else rehearse.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
root=$(mktemp --directory)
trap 'rm --recursive --force --one-file-system "$root"' EXIT
chmod 755 "$root"

debootstrap --variant=minbase --include=python3 --components="${COMPONENTS:-main}" \
    "${SUITE:-bookworm}" "$root" ${MIRROR:+"$MIRROR"} >"$root.log" || { tail "$root.log"; exit 5; }
rm "$root.log"
cp /etc/resolv.conf "$root/etc/resolv.conf"

# What a clone would hold if everything here were committed.
mkdir "$root/countroom"
git -c safe.directory="$top" -C "$top" ls-files -z --cached --others --exclude-standard |
    tar --create --directory="$top" --null --files-from=- |
    tar --extract --no-same-owner --directory="$root/countroom"

environment=(HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin)
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY PIP_INDEX_URL; do
    if [[ -n ${!name-} ]]; then environment+=("$name=${!name}"); fi
done
if [[ -n ${CERTIFICATES-} ]]; then
    cp "$CERTIFICATES" "$root/certificates.pem"
    environment+=(PIP_CERT=/certificates.pem SSL_CERT_FILE=/certificates.pem)
fi

# A mount namespace of its own: whatever happens, nothing stays mounted.
unshare --mount --pid --fork --kill-child --root="$root" --wd=/countroom --mount-proc \
    env --ignore-environment "${environment[@]}" python3 dev.py "${@:-rehearse}" </dev/null
