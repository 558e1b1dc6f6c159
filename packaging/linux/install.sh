#!/bin/sh
# Makes the folder this script lies in known to one person's desktop: menu, file type of *.lunar, icon. No root.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
mkdir -p "$data/applications" "$data/mime/packages" "$data/icons/hicolor/256x256/apps"
sed "s|^Exec=lunarcurator|Exec=\"$here/lunarcurator\"|" "$here/lunarcurator.desktop" >"$data/applications/lunarcurator.desktop"
cp "$here/lunarcurator-mime.xml" "$data/mime/packages/"
cp "$here/lunarcurator.png" "$data/icons/hicolor/256x256/apps/"
if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime"; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database "$data/applications"; fi
