"""The scripts that bring an older store to the schema of this program; run by `store.migrating`."""
