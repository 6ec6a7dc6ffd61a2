// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/oddity_words.h"

#include "ui/widgets/format.h"
#include "ui/widgets/safe_text.h"

#include <QCoreApplication>

namespace eventscope::ui {

namespace {

/// The context of these texts in translations.
struct OddityWords {
    Q_DECLARE_TR_FUNCTIONS(OddityWords)
};

} // namespace

QString oddityName(const Oddity &oddity) {
    const auto count = static_cast<int>(oddity.count);
    switch (oddity.kind) {
    case OddKind::NotUtf8:
        return OddityWords::tr("Not UTF-8");
    case OddKind::NotJson:
        return OddityWords::tr("Not JSON");
    case OddKind::DuplicateKey:
        return OddityWords::tr("%n duplicate key(s)", nullptr, count);
    case OddKind::InexactNumber:
        return OddityWords::tr("%n number(s) beyond a double", nullptr, count);
    case OddKind::BidiControl:
        return OddityWords::tr("%n text(s) with bidi controls", nullptr, count);
    case OddKind::VeryDeep:
        return OddityWords::tr("Very deep");
    case OddKind::VeryLarge:
        return OddityWords::tr("Very large");
    }
    return {};
}

QString oddityMeaning(OddKind kind) {
    switch (kind) {
    case OddKind::NotUtf8:
        return OddityWords::tr("Some bytes are no text; they are shown by their values.");
    case OddKind::NotJson:
        return OddityWords::tr("The store says that this is JSON, but it cannot be read as such.");
    case OddKind::DuplicateKey:
        return OddityWords::tr("Two members have the same name. Most programs see the last one only; all are shown.");
    case OddKind::InexactNumber:
        return OddityWords::tr("A program that reads numbers as doubles, as browsers do (whole ones up to 2^53), gets "
                               "another number. All digits are shown as they are stored.");
    case OddKind::BidiControl:
        return OddityWords::tr("Invisible characters change the order in which the text is drawn. They are shown as "
                               "their numbers.");
    case OddKind::VeryDeep:
        return OddityWords::tr("Values are nested more than %1 levels deep.").arg(Oddity::kDepthMax);
    case OddKind::VeryLarge:
        return OddityWords::tr("It has more than %1.").arg(formatBytes(Oddity::kBytesMax));
    }
    return {};
}

QString placeText(const OddPlace &place) {
    if (place.offset) return OddityWords::tr("byte %1").arg(formatCount(*place.offset));
    if (place.pointer.isRoot()) return OddityWords::tr("the whole");
    return shortened(place.pointer.text(), kNameCharacters);
}

} // namespace eventscope::ui
