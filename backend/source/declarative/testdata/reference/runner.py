"""Runs jobs with the reference runner (airbyte-cdk) and prints what came of them.

One job a line on standard input, one result a line on standard output, both JSON. See README.md.
"""

import json
import logging
import os
import sys
import time

logging.disable(logging.CRITICAL)
answers = os.fdopen(os.dup(1), "w")
sys.stdout = sys.stderr

import jsonschema  # noqa: E402,F401
from airbyte_cdk.models import (  # noqa: E402
    AirbyteStateMessageSerializer,
    AirbyteMessageSerializer,
    ConfiguredAirbyteCatalogSerializer,
)
from airbyte_cdk.sources.declarative.concurrent_declarative_source import ConcurrentDeclarativeSource  # noqa: E402

waits = []
really_sleep = time.sleep


def sleep(seconds):
    if seconds >= 0.5:  # shorter ones are the runner waiting for its own threads
        waits.append(round(seconds, 3))
        return
    really_sleep(seconds)


time.sleep = sleep


def source(job, names):
    catalog = ConfiguredAirbyteCatalogSerializer.load({"streams": [
        {
            "stream": {"name": n, "json_schema": job.get("schema") or {}, "supported_sync_modes": ["full_refresh", "incremental"]},
            "sync_mode": "incremental", "destination_sync_mode": "append",
        } for n in names
    ]})
    state = []
    if job.get("state") is not None:
        state = [AirbyteStateMessageSerializer.load({
            "type": "STREAM",
            "stream": {"stream_descriptor": {"name": job["stream"]}, "stream_state": job["state"]},
        })]
    return ConcurrentDeclarativeSource(
        catalog=catalog, config=job["config"], state=state, source_config=job["manifest"], config_path=None,
    ), catalog, state


def read(job, result):
    runner, catalog, state = source(job, [job["stream"]])
    records, last = [], None
    try:
        for message in runner.read(logging.getLogger("r"), job["config"], catalog, state):
            if message.type.value == "RECORD":  # the serializer drops null
                records.append(json.loads(json.dumps(dict(message.record.data), default=str)))
                continue
            m = AirbyteMessageSerializer.dump(message)
            if m["type"] == "STATE":
                last = m["state"]["stream"]["stream_state"]
            elif m["type"] == "TRACE" and m["trace"]["type"] == "ERROR":
                result["error"] = m["trace"]["error"]["message"]
                result["inside"] = m["trace"]["error"].get("internal_message")
    except Exception as e:  # the runner's errors are many
        result["error"] = result.get("error") or repr(e)
    result["records"], result["state"] = records, last


def discover(job, result):
    runner, _, _ = source(job, [])
    catalog = runner.discover(logging.getLogger("r"), job["config"])
    result["data_types"] = [
        {
            "name": s.name,
            "fields": sorted((s.json_schema.get("properties") or {}).keys()),
            "primary_key": s.source_defined_primary_key or [],
        } for s in catalog.streams
    ]


def check(job, result):
    runner, _, _ = source(job, [])
    result["check"] = runner.check(logging.getLogger("r"), job["config"]).status.value


for line in sys.stdin:
    job, result = json.loads(line), {}
    waits.clear()
    try:
        {"read": read, "discover": discover, "check": check}[job["do"]](job, result)
    except Exception as e:
        result["error"] = str(e)
    result["waits"] = list(waits)
    answers.write(json.dumps(result, default=str) + "\n")
    answers.flush()
