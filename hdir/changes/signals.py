"""What follows a publication: whoever keeps something that is made from the content listens here."""

from django.dispatch import Signal

# Sent inside the transaction, when all rows are written and before it ends, with `change_set` (a ChangeSet)
# and `keys` (dict[type[Record], set[str]]: the records that were added, changed or removed); with `erases`
# where what was there before must not be shown again (a redaction). What fails
# here takes the publication back; what is only to happen after it belongs into transaction.on_commit().
content_changed = Signal()
