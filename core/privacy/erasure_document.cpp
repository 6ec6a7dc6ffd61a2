// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_document.h"

#include <utility>
#include <vector>

namespace eventscope {

namespace {

/// A value of the report for people.
std::string shown(const Json &value) {
    if (value.isNull()) return "-";
    if (!value.isContainer()) return value.token().empty() ? "-" : std::string(value.token());
    std::string lines;
    for (const auto &[key, child] : value.children()) {
        if (!lines.empty()) lines += '\n';
        if (value.isObject()) lines += (key.empty() ? std::string("any purpose") : std::string(key)) + ": ";
        lines += shown(child);
    }
    return lines.empty() ? "none" : lines;
}

using Names = std::vector<std::pair<const char *, const char *>>; ///< members and what people call them

Document::Definitions definitions(const Json &object, const Names &names) {
    Document::Definitions list;
    for (const auto &[member, title] : names)
        list.items.emplace_back(title, shown(object.member(member)));
    return list;
}

Document::Table table(const Json &rows, const Names &names, const std::vector<double> &shares) {
    Document::Table made;
    for (std::size_t i = 0; i < names.size(); ++i)
        made.columns.push_back({names[i].second, shares[i]});
    for (const auto &[key, row] : rows.children()) {
        std::vector<std::string> cells;
        for (const auto &[member, title] : names)
            cells.push_back(shown(row.member(member)));
        made.rows.push_back(std::move(cells));
    }
    return made;
}

void addTable(Document &document, const Json &rows, const Names &names, const std::vector<double> &shares) {
    if (rows.isArray() && rows.size() > 0)
        document.blocks.emplace_back(table(rows, names, shares));
    else
        document.paragraph(rows.isArray() ? "None." : shown(rows) + ".");
}

void addOutcome(Document &document, const Json &body) {
    document.blocks.emplace_back(definitions(body, {{"state", "State"},
                                                    {"erasure", "Erasure"},
                                                    {"subject", "Person (binding)"},
                                                    {"store", "Store"},
                                                    {"vault", "Vault"}}));
    document.heading(2, "What is open");
    if (body.member("open").size() == 0) document.paragraph("Nothing.");
    for (const auto &[key, item] : body.member("open").children())
        document.paragraph("• " + shown(item));
    document.heading(2, "Request");
    document.blocks.emplace_back(definitions(body.member("request"), {{"requestedAt", "Entered"},
                                                                      {"receivedAt", "Asked for by the person"},
                                                                      {"dueAt", "Due"},
                                                                      {"ground", "Legal ground"},
                                                                      {"by", "Decided by"},
                                                                      {"second", "And by"},
                                                                      {"case", "Case"},
                                                                      {"purposes", "Purposes (none: all)"}}));
    document.heading(2, "What was done");
    document.blocks.emplace_back(definitions(body.member("times"), {{"fenced", "Keys fenced"},
                                                                    {"destroyed", "Keys destroyed"},
                                                                    {"rotated", "Vault written anew"},
                                                                    {"derived", "Derived data looked after"},
                                                                    {"tombstoned", "Evidence in the store"},
                                                                    {"verified", "Verified"},
                                                                    {"closed", "Closed"}}));
    Names counts{{"keysFenced", "Keys fenced"}, {"keysDestroyed", "Keys destroyed"}, {"streams", "Streams"},
                 {"events", "Events"},          {"fields", "Values in events"},      {"byPurpose", "By purpose"}};
    if (body.member("counts").member("tombstones").isObject())
        counts.emplace_back("tombstones", "Streams closed with a tombstone, by its type");
    document.blocks.emplace_back(definitions(body.member("counts"), counts));
    document.blocks.emplace_back(definitions(body.member("encryption"), {{"algorithm", "Cipher"},
                                                                         {"keyBits", "Bits of a key"},
                                                                         {"statement", "Sealed from the first"},
                                                                         {"inClear", "Values in clear"}}));
}

void addEvidence(Document &document, const Json &body) {
    document.heading(2, "Derived data");
    addTable(document, body.member("derived"), {{"item", "What"}, {"found", "Found"}, {"result", "Result"}}, {3, 1, 3});
    document.heading(2, "Copies that were made");
    addTable(document, body.member("exports"),
             {{"export", "Number"}, {"kind", "Kind"}, {"at", "Made"}, {"for", "For"}, {"result", "Result"}},
             {1.3, 2, 4, 3, 2});
    document.heading(2, "Verification");
    addTable(document, body.member("verification"),
             {{"check", "What"}, {"method", "How"}, {"scope", "Scope"}, {"result", "Result"}, {"why", "Why not"}},
             {3, 3, 3, 2, 2});
    document.heading(2, "Backups and replicas");
    const Json backups = body.member("backups");
    if (backups.member("list").size() > 0)
        addTable(
            document, backups.member("list"),
            {{"backup", "Number"}, {"at", "Made"}, {"expires", "Expires"}, {"found", "Found"}, {"result", "Result"}},
            {1.3, 4, 4, 2, 4});
    document.blocks.emplace_back(definitions(backups, {{"result", "Registered"}, {"note", "Note"}}));
    document.heading(2, "Recipients to notify (Article 19)");
    document.paragraph(shown(body.member("recipients")));
    document.heading(2, "What remains");
    document.blocks.emplace_back(definitions(body.member("remains"), {{"statement", "In the store"},
                                                                      {"types", "Events by type"},
                                                                      {"first", "First"},
                                                                      {"last", "Last"},
                                                                      {"identifiers", "Places of their id"},
                                                                      {"pseudonyms", "Pseudonyms"}}));
    document.heading(2, "Holds");
    addTable(document, body.member("holds"),
             {{"number", "Number"},
              {"at", "Set"},
              {"reason", "Why"},
              {"authority", "Authority"},
              {"purposes", "Purposes"},
              {"until", "Until"},
              {"releasedAt", "Released"}},
             {1.3, 3.4, 3, 2.6, 2.6, 3.4, 3.4});
    document.heading(2, "Steps in the ledger");
    addTable(document, body.member("steps"), {{"number", "Line"}, {"at", "When"}, {"act", "Step"}, {"hash", "Hash"}},
             {1, 4, 2, 7});
    document.heading(2, "Versions and authenticity");
    document.blocks.emplace_back(
        definitions(body.member("versions"), {{"erased", "Erased with"}, {"verified", "Verified with"}}));
}

} // namespace

Document erasureDocument(const Json &body, Time madeAt, const std::string &hash, const std::string &mac) {
    Document document;
    document.title = "Erasure report " + shown(body.member("erasure"));
    document.createdAt = madeAt;
    addOutcome(document, body);
    addEvidence(document, body);
    const Json chain = body.member("ledger");
    document.blocks.emplace_back(Document::Definitions{{{"Ledger before it", shown(chain.member("previous"))},
                                                        {"Ledger at its end", shown(chain.member("hash"))},
                                                        {"This report (BLAKE2b-256 of its JSON form)", hash},
                                                        {"Authenticated by the vault", mac}}});
    document.paragraph("Times are in UTC. This report says what this program did and saw; it is no legal advice.");
    return document;
}

} // namespace eventscope
