"""Reads with the reference runner as its own command line does: read.py MANIFEST CONFIG CATALOG."""

import json
import sys

from airbyte_cdk.entrypoint import launch
from airbyte_cdk.models import ConfiguredAirbyteCatalogSerializer
from airbyte_cdk.sources.declarative.concurrent_declarative_source import ConcurrentDeclarativeSource

manifest, config, catalog = (json.load(open(path)) for path in sys.argv[1:4])
source = ConcurrentDeclarativeSource(
    catalog=ConfiguredAirbyteCatalogSerializer.load(catalog), config=config, state=[], source_config=manifest, config_path=None,
)
launch(source, ["read", "--config", sys.argv[2], "--catalog", sys.argv[3]])
