// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/fold/provenance.h"

namespace eventscope {

std::string_view name(ProvenanceKind kind) {
    switch (kind) {
    case ProvenanceKind::DomainFold:
        return "domain";
    case ProvenanceKind::DeclaredMapping:
        return "declared";
    case ProvenanceKind::PayloadMerge:
        return "merge";
    case ProvenanceKind::Raw:
        break;
    }
    return "raw";
}

} // namespace eventscope
