// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/aggregate_fold.h"

#include <algorithm>

namespace eventscope {

FoldInfo aggregateFoldInfo(std::string_view name, std::string_view category, int foldVersion,
                           std::vector<std::string_view> types) {
    std::ranges::sort(types);
    FoldInfo info;
    info.name = name;
    info.kind = ProvenanceKind::DomainFold;
    info.language = "C++";
    info.categories = {std::string(category)};
    info.knownTypes.emplace(types.begin(), types.end());
    Hasher hasher;
    hasher.addSized(name).add(static_cast<std::uint64_t>(foldVersion));
    for (const std::string_view type : types)
        hasher.addSized(type);
    info.version = foldVersion;
    info.fingerprint.value = "aggregate:" + toHex(hasher.finish().bytes);
    return info;
}

} // namespace eventscope
