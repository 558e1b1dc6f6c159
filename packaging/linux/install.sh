#!/bin/sh
# Makes the folder this script lies in known to one person's desktop: menu, file type of *.lunar, icon. No root.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
# A quoted argument, in a value of text, of which % is the sign for what the desktop fills in.
written=$(printf '%s' "$here" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')
mkdir -p "$data/applications" "$data/mime/packages" "$data/icons/hicolor/256x256/apps"
while IFS= read -r line; do
  case $line in
  Exec=lunarcurator*) printf 'Exec="%s/lunarcurator"%s\n' "$written" "${line#Exec=lunarcurator}" ;;
  *) printf '%s\n' "$line" ;;
  esac
done <"$here/lunarcurator.desktop" >"$data/applications/lunarcurator.desktop"
cp "$here/lunarcurator-mime.xml" "$data/mime/packages/"
cp "$here/lunarcurator.png" "$data/icons/hicolor/256x256/apps/"
if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime"; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database "$data/applications"; fi
