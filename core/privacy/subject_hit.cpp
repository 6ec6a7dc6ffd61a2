// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/subject_finder.h"

#include <array>

namespace eventscope {

namespace {

using Place = SubjectHit::Place;

constexpr std::array<std::string_view, 6> kPlaces{"data",     "metadata",  "stream name",
                                                  "snapshot", "model row", "dead letter"};
constexpr std::array<std::string_view, 4> kReasons{"envelope", "policy", "identifier", "literal"};

} // namespace

std::string_view name(SubjectHit::Place place) { return kPlaces[static_cast<std::size_t>(place)]; }
std::string_view name(SubjectHit::Reason reason) { return kReasons[static_cast<std::size_t>(reason)]; }

SubjectHit hitIn(const Snapshot &snapshot) {
    SubjectHit hit;
    hit.place = Place::Snapshot;
    hit.stream = snapshot.stream;
    hit.version = snapshot.version;
    hit.position = snapshot.position;
    hit.type = snapshot.fold;
    hit.recordedAt = snapshot.takenAt;
    return hit;
}

SubjectHit hitIn(const DeadLetter &letter, std::string_view title) {
    SubjectHit hit;
    hit.place = Place::DeadLetter;
    hit.stream = letter.stream;
    hit.version = letter.version;
    hit.position = letter.position;
    hit.event = letter.event;
    hit.type = letter.type;
    hit.recordedAt = letter.failedAt;
    hit.model = title;
    hit.key = letter.key;
    return hit;
}

Json letterDocument(const DeadLetter &letter) {
    std::vector<Json::Member> members{{"stream", Json::string(letter.stream.value)},
                                      {"key", Json::string(letter.key)},
                                      {"reason", Json::string(letter.reason)}};
    if (letter.skipReason) members.push_back({"skipReason", Json::string(*letter.skipReason)});
    return Json::object(std::move(members));
}

} // namespace eventscope
