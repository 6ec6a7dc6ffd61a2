// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/samples/candidate.h"
#include "tests/core/aggregate/given_when.h"

using namespace eventscope;
using namespace eventscope::samples;
using namespace eventscope::test;

namespace {

const CandidateCreated kCreated{"k-1", "Ada Example", "ada@example.org", Time()};
const CandidateAnonymized kGone{"k-1", Time(), "asked"};

auto created() { return given<Candidate>({kCreated}); }
auto gone() { return given<Candidate>({kCreated, CandidateSkillAdded{"k-1", "SQL", 3}, kGone}); }

template <class Command>
Act refusing(const Candidate::State &state, Command command) {
    return [=] { return refusalOf<Candidate>(state, command); };
}
template <class Command>
Act making(const Candidate::State &state, Command command) {
    return [=] { return madeBy<Candidate>(state, command); };
}

} // namespace

class TestCandidate : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void refuses_data() {
        const std::string unknown = "the candidate does not exist", anonymised = "the candidate is anonymised";
        addRows({
            {"create, exists", refusing(created(), CreateCandidate{"k-1", "B", "b", {}}),
             "the candidate exists already"},
            {"skill, unknown", refusing({}, AddSkill{"SQL", 3}), unknown},
            {"skill, anonymised", refusing(gone(), AddSkill{"SQL", 3}), anonymised},
            {"skill, level 0", refusing(created(), AddSkill{"SQL", 0}), "a level is 1 to 5"},
            {"skill, level 6", refusing(created(), AddSkill{"SQL", 6}), "a level is 1 to 5"},
            {"match, unknown", refusing({}, MatchToJob{"j", Score{50}, {}}), unknown},
            {"match, anonymised", refusing(gone(), MatchToJob{"j", Score{50}, {}}), anonymised},
            {"match, below 0", refusing(created(), MatchToJob{"j", Score{-1}, {}}), "a score is 0 to 1"},
            {"match, above 1", refusing(created(), MatchToJob{"j", Score{101}, {}}), "a score is 0 to 1"},
            {"anonymise, unknown", refusing({}, AnonymizeCandidate{}), unknown},
            {"anonymise, twice", refusing(gone(), AnonymizeCandidate{}), "the candidate is anonymised already"},
        });
    }
    void refuses() { checkRow(); }

    void makes_data() {
        addRows({
            {"create", making({}, CreateCandidate{"k-1", "Ada Example", "ada@example.org", Time()}),
             "CandidateCreated {\"candidateId\":\"k-1\",\"fullName\":\"Ada Example\",\"email\":\"ada@example.org\","
             "\"createdAt\":\"1970-01-01T00:00:00.000000Z\"}\n"},
            {"skill, lowest", making(created(), AddSkill{"SQL", 1}),
             "CandidateSkillAdded {\"candidateId\":\"k-1\",\"skillName\":\"SQL\",\"level\":1}\n"},
            {"skill, highest", making(created(), AddSkill{"SQL", 5}),
             "CandidateSkillAdded {\"candidateId\":\"k-1\",\"skillName\":\"SQL\",\"level\":5}\n"},
            {"match, none", making(created(), MatchToJob{"j-1", Score{0}, Time()}),
             "CandidateMatchedToJob {\"candidateId\":\"k-1\",\"jobId\":\"j-1\",\"score\":0.00,"
             "\"matchedAt\":\"1970-01-01T00:00:00.000000Z\"}\n"},
            {"match, whole", making(created(), MatchToJob{"j-1", Score{100}, Time()}),
             "CandidateMatchedToJob {\"candidateId\":\"k-1\",\"jobId\":\"j-1\",\"score\":1.00,"
             "\"matchedAt\":\"1970-01-01T00:00:00.000000Z\"}\n"},
            {"anonymise", making(created(), AnonymizeCandidate{Time(), "asked"}),
             "CandidateAnonymized {\"candidateId\":\"k-1\",\"anonymizedAt\":\"1970-01-01T00:00:00.000000Z\","
             "\"reason\":\"asked\"}\n"},
        });
    }
    void makes() { checkRow(); }

    void folds() {
        const auto state = given<Candidate>(
            {kCreated, CandidateSkillAdded{"k-1", "SQL", 3}, CandidateMatchedToJob{"k-1", "j-1", Score{87}, Time()}});
        QCOMPARE(printRecord(state), std::string(R"({"id":"k-1","fullName":"Ada Example","email":"ada@example.org",)"
                                                 R"("skills":[{"skillName":"SQL","level":3}],)"
                                                 R"("matches":[{"jobId":"j-1","score":0.87}],)"
                                                 R"("isAnonymized":false,"version":3})"));
        QCOMPARE(printRecord(gone()), std::string(R"({"id":"k-1","fullName":"ANONYMIZED","email":null,)"
                                                  R"("skills":[{"skillName":"SQL","level":3}],"matches":[],)"
                                                  R"("isAnonymized":true,"version":3})"));
    }
};

QTEST_APPLESS_MAIN(TestCandidate)
#include "tst_candidate.moc"
