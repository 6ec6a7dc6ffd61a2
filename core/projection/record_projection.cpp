// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/record_projection.h"

#include <algorithm>

namespace eventscope {

ProjectionInfo recordProjectionInfo(ModelSchema schema, std::string_view text, int version,
                                    std::vector<std::string_view> types, Fields fields) {
    std::ranges::sort(types);
    Hasher hasher;
    hasher.addSized(schema.name).add(static_cast<std::uint64_t>(version));
    for (const ModelColumn &column : schema.columns)
        hasher.addSized(column.name).addSized(name(column.type));
    for (const std::string_view type : types)
        hasher.addSized(type);
    ProjectionInfo info;
    info.name = schema.name;
    info.language = "C++";
    info.text = text;
    info.schema = std::move(schema);
    info.knownTypes.emplace(types.begin(), types.end());
    info.version = version;
    info.fingerprint.value = "projection:" + toHex(hasher.finish().bytes);
    info.fields = fields;
    return info;
}

} // namespace eventscope
