"""What stops a backup, a restore or a move. Nothing was changed then."""


class BackupError(Exception):
    """Says in words what is wrong and what to do."""
