// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/earlier_subject.h"

#include "core/vault/sealing.h"

namespace eventscope {

Result<std::optional<SubjectId>> subjectNamedIn(const EventStore &store, const StreamId &stream,
                                                const PersonalField &field, Position until, const JobControl &job) {
    Query query;
    query.from = Selector::stream(stream);
    query.until = until;
    query.direction = Direction::Backward;
    query.prefilter.kind = Prefilter::Kind::Type;
    query.prefilter.text = field.subjectEvent;
    query.fields = Fields::Data;
    query.rowsMax = 1;
    ES_ASSIGN(page, store.page(query, job));
    if (page->rows() == 0) return std::optional<SubjectId>();
    const auto data = Json::parse((*page)[0].data().bytes);
    return data ? subjectIn(*data, field) : std::nullopt;
}

} // namespace eventscope
