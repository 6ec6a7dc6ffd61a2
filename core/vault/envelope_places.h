// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vault/envelope.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace eventscope {

/// Tells a walk over the text of a JSON document which of its values are envelopes, as envelopeOf() tells of one.
///
/// Where all are written as print() writes them, as in stores of ours, it only looks at how a value begins. A column
/// that keeps no text as it was given, such as jsonb, has them in another order and with blanks: then one pass over the
/// document finds what may be one.
class EnvelopePlaces {
  public:
    /// `document` must stay where it is.
    explicit EnvelopePlaces(std::string_view document);

    struct Found {
        EnvelopeForm form;
        std::size_t printedBytes = 0; ///< of one that is written as print() does it and not carried along; else 0
    };
    /// Of the value with which `rest` begins, an end of the document.
    [[nodiscard]] Found at(std::string_view rest) const;
    /// Of the value that is all of the document.
    [[nodiscard]] Found whole() const { return at(m_document); }

  private:
    const std::string_view m_document;
    const bool m_arePrinted;
    const std::vector<std::size_t> m_candidates; ///< where they are not: the objects that may be one
};

} // namespace eventscope
