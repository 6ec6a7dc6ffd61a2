// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/access_document.h"

#include "core/json/pointer.h"
#include "core/privacy/others_mask.h"
#include "core/vault/protected_mark.h"

#include <algorithm>

namespace eventscope {

namespace {

using Place = SubjectHit::Place;
using Reason = SubjectHit::Reason;

std::string orDash(const std::string &text) { return text.empty() ? "-" : text; }

std::string shownState(FieldState state) {
    switch (state) {
    case FieldState::Clear:
        return "readable";
    case FieldState::Locked:
        return "locked: the key is not at hand";
    case FieldState::Shredded:
        return "erased";
    case FieldState::KeyUnknown:
        return "not readable: its key is not known here";
    case FieldState::Tampered:
        return "not readable: it was changed or moved";
    case FieldState::Unsupported:
        break;
    }
    return "not readable: of a form that is not known here";
}

std::string shownReason(Reason reason) {
    switch (reason) {
    case Reason::Envelope:
        return "kept sealed for you";
    case Reason::Policy:
        return "yours, kept in clear";
    case Reason::Identifier:
        return "your id";
    case Reason::Literal:
        break;
    }
    return "a text that was looked for";
}

std::string shown(const Json &value) {
    if (const auto mark = protectedMarkOf(value)) return "⟦" + shownState(mark->state) + "⟧";
    return value.isContainer() ? printPretty(value) : value.isNull() ? "null" : std::string(value.token());
}

void addAbout(Document &document, const AccessReport &report) {
    const AccessCounts counts = countsOf(report);
    Document::Definitions about;
    about.items = {{"Person", report.subject.value}};
    for (const SubjectId &alias : report.aliases)
        about.items.emplace_back("Also known as", alias.value);
    about.items.emplace_back("Made", toIso(report.madeAt));
    if (!report.receiver.empty()) about.items.emplace_back("For", report.receiver);
    if (!report.controller.empty()) about.items.emplace_back("Responsible", report.controller);
    about.items.emplace_back("Values found", std::to_string(counts.values));
    for (const auto &[state, count] : counts.byState)
        about.items.emplace_back("- of which " + state, std::to_string(count));
    about.items.emplace_back("In events", std::to_string(counts.events));
    about.items.emplace_back("In snapshots", std::to_string(counts.snapshots));
    about.items.emplace_back("In rows of read models", std::to_string(counts.rows));
    about.items.emplace_back("In records of failures", std::to_string(counts.letters));
    document.blocks.emplace_back(std::move(about));
    document.paragraph("This is what the system holds about you (Article 15 GDPR). The file personal-data.jsonl beside "
                       "this one holds the same in a form for machines (Article 20). Times are in UTC.");
    document.paragraph("You can ask for corrections, erasure or restriction, object to the use of your data, and "
                       "complain to a supervisory authority (Articles 16 to 18, 21 and 77).");
    if (report.masked > 0) {
        document.paragraph("What is about other people is not shown: " + std::string(kAnotherPerson) +
                           " stands in its place (Article 15(4)).");
    }
}

void addPurposes(Document &document, const AccessReport &report) {
    const AccessCounts counts = countsOf(report);
    if (counts.byPurpose.empty()) return;
    document.heading(2, "What it is used for");
    Document::Table table{
        "", {{"Purpose", 2}, {"What for", 4}, {"Legal ground", 2}, {"Kept", 3}, {"Given to", 3}, {"Values", 1.4}}, {}};
    for (const auto &[name, count] : counts.byPurpose) {
        const auto known = report.purposes.find(name);
        const PrivacyPurpose purpose = known == report.purposes.end() ? PrivacyPurpose() : known->second;
        std::string recipients;
        for (const std::string &each : purpose.recipients)
            recipients += (recipients.empty() ? "" : "\n") + each;
        table.rows.push_back({name, orDash(purpose.meaning), orDash(purpose.ground), orDash(purpose.retention),
                              orDash(recipients), std::to_string(count)});
    }
    document.blocks.emplace_back(std::move(table));
}

/// Everything in a document that is not in `told`, leaf by leaf.
void addLeaves(const Json &value, const std::string &at, const std::vector<std::string> &told, Document::Table &table) {
    if (std::ranges::find(told, at) != told.end()) return;
    if (value.isContainer() && value.size() > 0 && !protectedMarkOf(value)) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            const std::string token = value.isObject() ? std::string(value.key(i)) : std::to_string(i);
            addLeaves(value.child(i), at + Pointer({token}).text(), told, table);
        }
        return;
    }
    table.rows.push_back({at, shown(value)});
}

std::string partName(const AccessValue &value) {
    if (value.place == Place::StreamName) return "name of the stream";
    if (value.place == Place::ModelRow && value.pointer.empty()) return "key of the row";
    return (value.place == Place::Metadata ? "metadata " : "") + value.pointer;
}

void addValues(Document &document, const AccessSource &source) {
    Document::Table table{
        "", {{"Field", 3}, {"What it is", 2.5}, {"Value", 6}, {"Used for", 2}, {"How it is kept", 2.5}}, {}};
    for (const AccessValue &value : source.values) {
        const std::string kept = shownReason(value.reason) +
                                 (value.state == FieldState::Clear ? std::string() : ", " + shownState(value.state));
        table.rows.push_back({partName(value), orDash(value.meaning), shown(value.value), orDash(value.purpose), kept});
    }
    document.blocks.emplace_back(std::move(table));
}

/// What is in a part of an event beside the values that are told.
Document::Table restOf(const AccessSource &source, const std::optional<Json> &part, Place place) {
    std::vector<std::string> told;
    for (const AccessValue &value : source.values)
        if (value.place == place) told.push_back(value.pointer);
    Document::Table rest{"", {{"Field", 2}, {"Value", 5}}, {}};
    if (part) addLeaves(*part, {}, told, rest);
    return rest;
}

/// Something in it has no meaning that was said.
bool isUndescribed(const AccessSource &source) {
    return std::ranges::any_of(source.values, [](const AccessValue &value) { return value.meaning.empty(); }) ||
           !restOf(source, source.data, Place::Data).rows.empty() ||
           !restOf(source, source.metadata, Place::Metadata).rows.empty();
}

void addRest(Document &document, const AccessSource &source, const std::optional<Json> &part, Place place,
             const std::string &caption) {
    Document::Table rest = restOf(source, part, place);
    rest.caption = caption;
    if (!rest.rows.empty()) document.blocks.emplace_back(std::move(rest));
}

void addEvent(Document &document, const AccessSource &source) {
    document.heading(3, source.type + ", " + toIso(source.recordedAt));
    document.blocks.emplace_back(
        Document::Definitions{{{"Stream", source.stream + ", version " + std::to_string(source.version.value)},
                               {"Event", toString(source.event)}}});
    addValues(document, source);
    addRest(document, source, source.data, Place::Data, "What else the event says");
    addRest(document, source, source.metadata, Place::Metadata, "Its metadata");
}

std::string titleOf(const AccessSource &source) {
    if (source.place == Place::ModelRow) return source.model + ", " + source.key;
    if (source.place == Place::DeadLetter)
        return source.model + ": " + source.type + " could not be taken in, " + toIso(source.recordedAt);
    return source.stream + ", version " + std::to_string(source.version.value);
}

void addDerived(Document &document, const AccessSource &source) {
    document.heading(3, titleOf(source));
    addValues(document, source);
}

} // namespace

Document accessDocument(const AccessReport &report) {
    Document document;
    document.title = "Personal data of " + report.subject.value;
    document.createdAt = report.madeAt;
    addAbout(document, report);
    addPurposes(document, report);
    document.heading(2, "What is kept");
    if (std::ranges::any_of(report.sources, isUndescribed))
        document.paragraph(
            "Where it is not said what a field is, and of everything under \"What else the event says\" and "
            "\"Its metadata\", who is responsible for the system has not described it: ask them.");
    const auto isEvent = [](const AccessSource &source) { return source.place == Place::Data; };
    if (std::ranges::none_of(report.sources, isEvent)) document.paragraph("No events.");
    for (const AccessSource &source : report.sources)
        if (isEvent(source)) addEvent(document, source);
    if (std::ranges::all_of(report.sources, isEvent)) return document;
    document.heading(2, "What was made of it");
    document.paragraph("Kept states and tables that the system makes of events, and records of those that it could "
                       "not take in.");
    for (const AccessSource &source : report.sources)
        if (!isEvent(source)) addDerived(document, source);
    return document;
}

} // namespace eventscope
