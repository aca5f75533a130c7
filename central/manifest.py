"""The manifest: everything a user may read now, and the tag that says whether it has changed."""

from central import access, devices, feed
from central.access import Actor
from central.database import Database, epoch_of
from central.identity import Identity
from jobassist.sync.wire import Manifest, ScopeHead


def build(
    database: Database, central: Identity, actor: Actor, lease_days: int = 0
) -> tuple[bytes, str]:
    """The manifest in JSON, in the protocol the device speaks, and its tag."""
    with database.read() as tx:
        scopes = access.readable(tx, actor)
        user = devices.user_of(tx, actor.user_id)
        epoch = epoch_of(tx)
    body = Manifest(
        protocol=actor.protocol,
        central=central.id,
        epoch=epoch,
        user=user,
        scopes=tuple(ScopeHead(name=name, head=head) for name, head in scopes),
        lease_days=lease_days,
    )
    content = body.model_dump_json().encode()
    return content, feed.etag(content)
