// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/filter/filter.h"

#include "core/event/filter/filter_evaluator.h"
#include "core/event/filter/filter_parser.h"
#include "core/event/filter/filter_prefilter.h"

namespace eventscope {

struct Filter::Expression {
    std::string text;
    FilterNode root;
    Prefilter prefilter;
    Fields fields = Fields::Header;
    bool headerOnly = true;
};

namespace {

Fields fieldsOf(const FilterNode &node) {
    Fields needed = Fields::Header;
    for (const FilterNode &child : node.children)
        needed = needed | fieldsOf(child);
    if (node.kind != FilterNode::Kind::Test) return needed;
    switch (node.test.path.field) {
    case FilterField::Id:
        return Fields::Id;
    case FilterField::ValidTime:
        return Fields::ValidAt;
    case FilterField::Data:
        return Fields::Data;
    case FilterField::Metadata:
        return Fields::Metadata;
    default:
        return needed;
    }
}

} // namespace

Filter::Filter() : Filter(std::make_shared<const Expression>()) {}

Filter::Filter(std::shared_ptr<const Expression> root) : m_root(std::move(root)) {}

Result<Filter> Filter::parse(std::string_view text, FilterScope scope) {
    ES_ASSIGN(root, parseFilter(text, scope));
    auto expression = std::make_shared<Expression>();
    expression->text = text;
    expression->prefilter = prefilterOf(root);
    expression->fields = fieldsOf(root);
    expression->headerOnly = decidedByHeader(root);
    expression->root = std::move(root);
    return Filter(std::move(expression));
}

const std::string &Filter::text() const { return m_root->text; }
bool Filter::matchesEverything() const { return m_root->root.kind == FilterNode::Kind::True; }
bool Filter::matches(const FilterSubject &subject) const { return evaluate(m_root->root, subject); }
const Prefilter &Filter::prefilter() const { return m_root->prefilter; }
bool Filter::isHeaderOnly() const { return m_root->headerOnly; }
Fields Filter::fields() const { return m_root->fields; }

} // namespace eventscope
