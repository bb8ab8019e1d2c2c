from importlib import import_module

from django.apps import AppConfig

#: Nouns that have background work of their own.
WITH_JOBS = ("replies", "deadlines", "promises", "parcels", "recoveries", "assistance", "tokens", "webhooks", "notices")
#: Parts of the flow that have some.
FLOW_WITH_JOBS = (
    "messages", "mails", "signals", "refreshing", "deciding", "recovering", "endings", "import_files", "finding",
    "assigning", "batching", "paying", "telling",
)  # fmt: skip


class DeskConfig(AppConfig):
    """The flow and the nouns' jobs are registered when the desk is ready."""

    name = "amends.desk"
    label = "desk"

    def ready(self) -> None:
        for noun in WITH_JOBS:
            import_module(f"amends.desk.{noun}.jobs")
        for part in FLOW_WITH_JOBS:
            import_module(f"amends.desk.flow.{part}")
