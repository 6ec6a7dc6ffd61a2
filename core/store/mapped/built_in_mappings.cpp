// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/layout_mapping.h"

#include <array>

namespace eventscope {

namespace {

/// events(id uuid, aggregate_id, aggregate_type, event_type, data, metadata, version, created_at), or with a number of
/// the server's as id and the event's own in event_id, or with the time in "timestamp".
constexpr std::string_view kTutorialAggregate = R"json({
  "id": "tutorial-aggregate",
  "title": "tutorial (aggregate_id)",
  "detect": {
    "all": [{"table": "*", "columns": ["aggregate_id", "event_type", "version", "data"]}],
    "variants": [
      {"when": {"column": "aggregate_type"}, "set": {"fields": {"stream": {"id": ["aggregate_type", "aggregate_id"]}}}},
      {"when": {"column": "timestamp"}, "set": {"fields": {"time": "timestamp"}}},
      {"when": {"column": "occurred_at"}, "set": {"fields": {"time": "occurred_at"}}},
      {"when": {"column": "created_at"}, "set": {"fields": {"time": "created_at"}}},
      {"when": {"column": "metadata"}, "set": {"fields": {"metadata": "metadata"}}},
      {"when": {"column": "id"}, "set": {"fields": {"event": {"id": "id"}}}},
      {"when": {"column": "id", "type": "integer"},
       "set": {"fields": {"position": "id", "event": {"id": null}}, "safety": {"class": "HOLES"}}},
      {"when": {"column": "global_position", "type": "integer"},
       "set": {"fields": {"position": "global_position"}, "safety": {"class": "HOLES"}}},
      {"when": {"column": "event_id"}, "set": {"fields": {"event": {"id": "event_id"}}}},
      {"when": {"column": "correlation_id"}, "set": {"append": {"also": {"correlation_id": "correlation"}}}},
      {"when": {"column": "causation_id"}, "set": {"append": {"also": {"causation_id": "causation"}}}},
      {"when": {"column": "user_id"}, "set": {"append": {"also": {"user_id": "user"}}}}
    ]
  },
  "fields": {
    "stream": {"id": ["aggregate_id"], "separator": "-"},
    "version": "version",
    "event": {"type": "event_type"},
    "data": "data"
  },
  "safety": {"class": "TIME"},
  "append": {"unique": ["aggregate_id", "version"], "versionBase": 1},
  "snapshots": {
    "detect": {
      "all": [{"table": "*snapshot*", "columns": ["aggregate_id", "version"], "absent": ["event_type"]}],
      "variants": [
        {"when": {"column": "aggregate_type"},
         "set": {"fields": {"stream": {"id": ["aggregate_type", "aggregate_id"]}}}},
        {"when": {"column": "timestamp"}, "set": {"fields": {"time": "timestamp"}}},
        {"when": {"column": "created_at"}, "set": {"fields": {"time": "created_at"}}},
        {"when": {"column": "snapshot_data"}, "set": {"fields": {"state": "snapshot_data"}}},
        {"when": {"column": "state"}, "set": {"fields": {"state": "state"}}},
        {"when": {"column": "data"}, "set": {"fields": {"state": "data"}}}
      ]
    },
    "fields": {"stream": {"id": ["aggregate_id"], "separator": "-"}, "version": "version"}
  }
})json";

/// events(event_id, stream_id, version, event_type, event_data, metadata, occurred_at), or with a number of the
/// server's as id, or with the time in "timestamp".
constexpr std::string_view kTutorialStream = R"json({
  "id": "tutorial-stream",
  "title": "tutorial (stream_id)",
  "detect": {
    "all": [{"table": "*", "columns": ["stream_id", "event_type", "version", "event_data"]}],
    "variants": [
      {"when": {"column": "stream_type"}, "set": {"fields": {"stream": {"id": ["stream_type", "stream_id"]}}}},
      {"when": {"column": "timestamp"}, "set": {"fields": {"time": "timestamp"}}},
      {"when": {"column": "created_at"}, "set": {"fields": {"time": "created_at"}}},
      {"when": {"column": "occurred_at"}, "set": {"fields": {"time": "occurred_at"}}},
      {"when": {"column": "metadata"}, "set": {"fields": {"metadata": "metadata"}}},
      {"when": {"column": "id"}, "set": {"fields": {"event": {"id": "id"}}}},
      {"when": {"column": "id", "type": "integer"},
       "set": {"fields": {"position": "id", "event": {"id": null}}, "safety": {"class": "HOLES"}}},
      {"when": {"column": "global_position", "type": "integer"},
       "set": {"fields": {"position": "global_position"}, "safety": {"class": "HOLES"}}},
      {"when": {"column": "event_id", "type": "integer"},
       "set": {"fields": {"position": "event_id"}, "safety": {"class": "HOLES"}}},
      {"when": {"column": "event_id", "type": "uuid"}, "set": {"fields": {"event": {"id": "event_id"}}}},
      {"when": {"column": "event_id", "type": "text"}, "set": {"fields": {"event": {"id": "event_id"}}}},
      {"when": {"column": "correlation_id"}, "set": {"append": {"also": {"correlation_id": "correlation"}}}},
      {"when": {"column": "causation_id"}, "set": {"append": {"also": {"causation_id": "causation"}}}},
      {"when": {"column": "user_id"}, "set": {"append": {"also": {"user_id": "user"}}}}
    ]
  },
  "fields": {
    "stream": {"id": ["stream_id"], "separator": "-"},
    "version": "version",
    "event": {"type": "event_type"},
    "data": "event_data"
  },
  "safety": {"class": "TIME"},
  "append": {"unique": ["stream_id", "version"], "versionBase": 1},
  "snapshots": {
    "detect": {
      "all": [{"table": "*snapshot*", "columns": ["stream_id", "version"], "absent": ["event_type"]}],
      "variants": [
        {"when": {"column": "stream_type"}, "set": {"fields": {"stream": {"id": ["stream_type", "stream_id"]}}}},
        {"when": {"column": "timestamp"}, "set": {"fields": {"time": "timestamp"}}},
        {"when": {"column": "occurred_at"}, "set": {"fields": {"time": "occurred_at"}}},
        {"when": {"column": "created_at"}, "set": {"fields": {"time": "created_at"}}},
        {"when": {"column": "data"}, "set": {"fields": {"state": "data"}}},
        {"when": {"column": "state"}, "set": {"fields": {"state": "state"}}},
        {"when": {"column": "snapshot_data"}, "set": {"fields": {"state": "snapshot_data"}}}
      ]
    },
    "fields": {"stream": {"id": ["stream_id"], "separator": "-"}, "version": "version"}
  }
})json";

} // namespace

Result<std::vector<LayoutMapping>> builtInMappings() {
    std::vector<LayoutMapping> mappings;
    for (const std::string_view json : std::array{kTutorialAggregate, kTutorialStream}) {
        ES_ASSIGN(mapping, LayoutMapping::parse(json));
        mappings.push_back(std::move(mapping));
    }
    return mappings;
}

} // namespace eventscope
