"""The description of the bundle for macOS: its name, version, and that it opens stores."""


def info(version: str) -> dict[str, object]:
    """Return what stands in Info.plist."""
    kind = "org.lunarcurator.store"
    return {
        "CFBundleName": "Lunar Curator",
        "CFBundleDisplayName": "Lunar Curator",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Lunar Curator store",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [kind],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": kind,
                "UTTypeDescription": "Lunar Curator store",
                "UTTypeConformsTo": ["public.data"],
                "UTTypeTagSpecification": {"public.filename-extension": ["lunar"]},
            }
        ],
    }
