// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/layout_detection.h"

#include <algorithm>

namespace eventscope {

namespace {

constexpr std::size_t kNamesMax = 5;

struct Candidate {
    const LayoutMapping *mapping = nullptr;
    const Relation *relation = nullptr;
    LayoutMapping::Events columns;
};

bool isView(const Relation &relation) {
    return relation.kind == Relation::Kind::View || relation.kind == Relation::Kind::MaterializedView;
}

bool isCalled(const Relation &relation, const std::string &table) {
    return table.empty() || table == relation.shownName() || table == relation.name;
}

std::vector<Candidate> candidatesIn(std::span<const LayoutMapping> mappings, const std::vector<Relation> &relations,
                                    const std::string &table) {
    std::vector<Candidate> found;
    for (const Relation &relation : relations) {
        if (!isCalled(relation, table)) continue;
        for (const LayoutMapping &mapping : mappings) {
            auto columns = mapping.eventsIn(relation);
            if (!columns) continue;
            found.push_back({&mapping, &relation, *std::move(columns)});
            break;
        }
    }
    const auto keepOnly = [&found](auto isBetter) {
        if (std::ranges::any_of(found, isBetter)) std::erase_if(found, std::not_fn(isBetter));
    };
    keepOnly([](const Candidate &candidate) { return candidate.relation->isReadable; });
    keepOnly([](const Candidate &candidate) { return !isView(*candidate.relation); });
    return found;
}

/// "its tables: a, b and 3 more"
std::string namesOf(const std::vector<Relation> &relations) {
    if (relations.empty()) return "it has no tables";
    std::string names;
    for (std::size_t i = 0; i < std::min(relations.size(), kNamesMax); ++i)
        names += (i == 0 ? "" : ", ") + relations[i].shownName();
    if (relations.size() > kNamesMax) names += " and " + std::to_string(relations.size() - kNamesMax) + " more";
    return "its tables: " + names;
}

Failure nothingKnown(const std::vector<Relation> &relations, const std::string &where) {
    return fail(ErrorKind::Unsupported, "There is no event store that is known here (" + where + ")",
                relations.empty() ? "Check the database's name; append or import something to make it a store of ours"
                                  : "Check the database's name, and that a table has the columns of a known layout",
                namesOf(relations));
}

Failure several(const std::vector<Candidate> &candidates, const std::string &where) {
    std::string names;
    for (const Candidate &candidate : candidates)
        names +=
            (names.empty() ? "" : ", ") + candidate.relation->shownName() + " (" + candidate.mapping->title() + ")";
    return fail(ErrorKind::Unsupported,
                "There are " + std::to_string(candidates.size()) + " tables of events here (" + where + "): " + names,
                "Say which one: add #SCHEMA.TABLE to the address, such as #" +
                    candidates.front().relation->shownName());
}

std::optional<std::string> findingOn(const Relation &relation) {
    const std::string &name = relation.shownName();
    if (isView(relation)) return name + " is a view: whether a number in it is missing for good cannot be known";
    if (relation.kind == Relation::Kind::Foreign) return name + " is a foreign table: another server holds its events";
    return std::nullopt;
}

void findSnapshots(const LayoutMapping &mapping, const std::vector<Relation> &relations, DetectedLayout &layout) {
    for (const Relation &relation : relations) {
        auto columns = mapping.snapshotsIn(relation);
        if (!columns || relation.schema != layout.events.schema) continue;
        if (!relation.isReadable) {
            layout.findings.push_back("the role may not read the snapshots in " + relation.shownName());
        } else if (layout.snapshots) {
            layout.findings.push_back("there are more snapshots in " + relation.shownName() + ", which are not shown");
        } else {
            layout.snapshots = {relation, *std::move(columns)};
        }
    }
}

} // namespace

Result<DetectedLayout> detectLayout(std::span<const LayoutMapping> mappings, const std::vector<Relation> &relations,
                                    const std::string &table, const std::string &where) {
    const auto isMeant = [&](const Relation &relation) { return isCalled(relation, table); };
    if (!table.empty() && std::ranges::none_of(relations, isMeant))
        return fail(ErrorKind::NotFound, "There is no table " + table + " (" + where + ")",
                    "Write it as SCHEMA.TABLE; " + namesOf(relations));
    const auto candidates = candidatesIn(mappings, relations, table);
    if (candidates.empty()) return nothingKnown(relations, where);
    if (candidates.size() > 1) return several(candidates, where);
    const Candidate &one = candidates.front();
    const Relation &relation = *one.relation;
    if (!relation.isReadable) {
        return fail(ErrorKind::Refused, "The role may not read " + relation.shownName() + " (" + where + ")",
                    "Ask its owner to GRANT SELECT on it, or use another role");
    }
    DetectedLayout layout{one.mapping->title(), relation, one.columns, {}, {}};
    if (auto finding = findingOn(relation)) layout.findings.push_back(*std::move(finding));
    findSnapshots(*one.mapping, relations, layout);
    return layout;
}

} // namespace eventscope
